import type { PricingPolicy } from '@peregrine/pricing';
import { givesClaim } from '../difference.ts';
import { observe } from '../observe.ts';
import { hasSteps } from '../tariff-traits.ts';
import type { Facts, Rule } from '../types.ts';

// Objects that stay: for each policy a tariff is compiled once.
const NO_STEPS: Partial<PricingPolicy> = { stepSize: 'off' };

/** Other readings of step_size in the field, with the words that name them. */
const READINGS: readonly { readonly name: string; readonly policy: Partial<PricingPolicy> }[] = [
  { name: 'each price component by itself', policy: { stepSize: 'each-component' } },
  { name: 'the last time that was priced', policy: { timeStep: 'last-priced' } },
  { name: 'charging and parking by themselves', policy: { timeStep: 'each' } },
  { name: 'an exact multiple takes one more step', policy: { exactMultiple: 'next' } },
];

/**
 * R10: a step_size dispute by its name: the claim is what another reading of the steps gives. R09
 * carries the money.
 */
export const stepSize: Rule = {
  code: 'R10',
  about: 'price',
  onError: 'none',
  check(facts) {
    const { verdict, reprice } = facts;
    if (verdict === undefined || verdict === 'rounding' || !hasSteps(facts)) return [];
    const seen = {
      pointer: '/total_cost',
      severity: 'info',
      action: actionOn(facts),
      claimed: facts.cdr.totalCost.exclTax,
    } as const;
    if (givesClaim(facts, reprice({ policy: NO_STEPS }))) {
      return [observe('R10.no-step', seen)];
    }
    const reading = READINGS.find(({ policy }) => givesClaim(facts, reprice({ policy })));
    return reading ? [observe('R10.other-step', seen, { policy: reading.name })] : [];
  },
};

/** What explains a difference asks for what the difference itself does. */
export function actionOn({ verdict }: Facts): 'dispute' | 'tolerate' {
  return verdict === 'above' ? 'dispute' : 'tolerate';
}
