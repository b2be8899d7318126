import {
  exactOf,
  type Finding,
  type FindingSeverity,
  type SuggestedAction,
  toDecimal,
} from '@peregrine/domain';
import { sumOfKnown } from '@peregrine/pricing';
import { CLAIMS, explainPart, partsOf } from '../compare-dimensions.ts';
import { givesClaim, judge } from '../difference.ts';
import { observe, observeAmount } from '../observe.ts';
import { readingThatGivesClaim } from '../other-readings.ts';
import type { Facts, Rule, Verdict } from '../types.ts';

/**
 * R09: the total and each dimension, net, against the price basis. The total carries the money; a
 * dimension's difference tells where it comes from, and so does the CDR's own tariff where that one
 * gives the claim. A hub's price is what was agreed: ours only informs.
 */
export const recompute: Rule = {
  code: 'R09',
  about: 'price',
  onError: 'disputed',
  check(facts) {
    if (facts.priced.kind !== 'priced' || facts.priced.result.currency !== facts.cdr.currency) {
      return [];
    }
    return [
      ...compareTotal(facts),
      ...compareParts(facts),
      ...compareOwnTariff(facts),
      ...otherReading(facts),
    ];
  },
};

type Weight = { readonly severity: FindingSeverity; readonly action: SuggestedAction };

const WEIGHT: Readonly<Record<Exclude<Verdict, 'rounding'>, Weight>> = {
  tolerated: { severity: 'info', action: 'tolerate' },
  above: { severity: 'error', action: 'dispute' },
  below: { severity: 'warning', action: 'tolerate' },
};
const ONLY_INFORMS: Weight = { severity: 'info', action: 'accept' };

function isHubPrice({ agreement }: Facts): boolean {
  return agreement?.terms.priceBasis.kind === 'hub-price';
}

function compareTotal(facts: Facts): Finding[] {
  const { cdr, priced, verdict } = facts;
  if (priced.kind !== 'priced' || verdict === undefined || verdict === 'rounding') return [];
  const { totalExclTax, parts } = priced.result;
  if (!totalExclTax) return [];
  const claimed = cdr.totalCost.exclTax;
  const { currency } = cdr;
  return [
    observeAmount(
      'R09.total',
      {
        pointer: '/total_cost/excl_vat',
        ...(isHubPrice(facts) ? ONLY_INFORMS : WEIGHT[verdict]),
        claimed,
        computed: totalExclTax,
        currency,
      },
      {
        claimed,
        currency,
        computed: toDecimal(totalExclTax),
        basis: parts.map((part) => `${part.dimension} ${explainPart(part)}`).join(', '),
      },
    ),
  ];
}

function compareParts(facts: Facts): Finding[] {
  const { cdr, priced, toleranceMinor } = facts;
  if (priced.kind !== 'priced') return [];
  return CLAIMS.flatMap((claim) => {
    const claimed = claim.of(cdr)?.exclTax;
    if (claimed === undefined) return [];
    const parts = partsOf(priced.result, claim);
    const computed = sumOfKnown(parts.map((part) => part.exclTax));
    if (!computed) return [];
    const verdict = judge(exactOf(claimed), computed, cdr.currency, toleranceMinor);
    if (verdict === 'rounding' || verdict === 'tolerated') return [];
    return [
      observeAmount(
        'R09.dimension',
        {
          pointer: `${claim.pointer}/excl_vat`,
          ...(isHubPrice(facts)
            ? ONLY_INFORMS
            : ({ severity: 'warning', action: WEIGHT[verdict].action } as const)),
          claimed,
          computed,
          currency: cdr.currency,
        },
        {
          dimension: claim.name,
          basis: parts.length > 0 ? parts.map(explainPart).join(', ') : 'not priced',
        },
      ),
    ];
  });
}

/** Both prices, where the claim is right by the tariff that came with it but not by ours. */
function compareOwnTariff(facts: Facts): Finding[] {
  const { cdr, priced, verdict, reprice } = facts;
  if (verdict === undefined || verdict === 'rounding' || cdr.tariffs.length === 0) return [];
  if (priced.kind !== 'priced' || !priced.result.totalExclTax) return [];
  if (!givesClaim(facts, reprice({ tariffs: cdr.tariffs }))) return [];
  const claimed = cdr.totalCost.exclTax;
  const seen = { pointer: '/tariffs', severity: 'warning', action: 'correct-tariff' } as const;
  return [
    verdict === 'above'
      ? observeAmount('R09.own-tariff', {
          ...seen,
          claimed,
          computed: priced.result.totalExclTax,
          currency: cdr.currency,
        })
      : observe('R09.own-tariff', { ...seen, severity: 'info' }),
  ];
}

/** Where the specification is silent the field reads it otherwise: which reading gives the claim. */
function otherReading(facts: Facts): Finding[] {
  const { verdict, cdr } = facts;
  if (verdict === undefined || verdict === 'rounding') return [];
  const reading = readingThatGivesClaim(facts);
  if (reading === undefined) return [];
  const { action } = WEIGHT[verdict];
  const claimed = cdr.totalCost.exclTax;
  const seen = { pointer: '/total_cost', severity: 'info', action, claimed } as const;
  return [observe('R09.other-reading', seen, { reading })];
}
