import {
  compare,
  type Exact,
  exact,
  exactOf,
  type Finding,
  minorDigits,
  multiply,
  roundHalfUp,
} from '@peregrine/domain';
import { CLAIMS } from '../compare-dimensions.ts';
import { judge, sumOfSome } from '../difference.ts';
import { observe, observeAmount } from '../observe.ts';
import type { Facts, Rule } from '../types.ts';

/**
 * R17: the costs of the dimensions against the total, where the CPO itself sent both; and how it
 * rounds, where its claim is ours but for the last digit.
 */
export const cents: Rule = {
  code: 'R17',
  about: 'price',
  onError: 'disputed',
  check(facts) {
    return [...ownSum(facts), ...roundingMode(facts)];
  },
};

function ownSum({ cdr, toleranceMinor }: Facts): Finding[] {
  const computed = sumOfSome(CLAIMS.map(({ of }) => of(cdr)?.exclTax));
  if (!computed) return [];
  const claimed = cdr.totalCost.exclTax;
  const verdict = judge(exactOf(claimed), computed, cdr.currency, toleranceMinor);
  if (verdict === 'rounding' || verdict === 'tolerated') return [];
  return [
    observeAmount('R17.sum', {
      pointer: '/total_cost/excl_vat',
      severity: 'warning',
      action: verdict === 'above' ? 'dispute' : 'tolerate',
      claimed,
      computed,
      currency: cdr.currency,
    }),
  ];
}

type Mode = { readonly name: string; round(minor: Exact): bigint };

/** Half-up comes first: it is the specification's own (its examples), and nothing to tell. */
const MODES: readonly Mode[] = [
  { name: 'half up', round: (minor) => roundHalfUp(minor, 0) },
  { name: 'half to even', round: roundHalfEven },
  { name: 'down', round: ({ num, den }) => num / den },
  { name: 'up', round: ({ num, den }) => (num % den > 0n ? num / den + 1n : num / den) },
];

function roundingMode({ cdr, priced, verdict }: Facts): Finding[] {
  if (priced.kind !== 'priced' || (verdict !== 'rounding' && verdict !== 'tolerated')) return [];
  const { totalExclTax, parts } = priced.result;
  if (!totalExclTax || totalExclTax.num < 0n) return [];
  const unit = exact(10n ** BigInt(minorDigits(cdr.currency)));
  const claimed = multiply(exactOf(cdr.totalCost.exclTax), unit);
  // A claim finer than the minor unit was not rounded at all.
  if (claimed.num % claimed.den !== 0n) return [];
  const total = multiply(totalExclTax, unit);
  const isClaim = (minor: bigint) => compare(claimed, exact(minor)) === 0;
  const mode = MODES.find(({ round }) => isClaim(round(total)));
  if (mode) return mode === MODES[0] ? [] : [told(cdr.totalCost.exclTax, mode.name)];
  const known = parts.flatMap(({ exclTax }) => (exclTax ? [multiply(exclTax, unit)] : []));
  const ofParts = MODES.find(({ round }) =>
    isClaim(known.map(round).reduce((all, minor) => all + minor, 0n)),
  );
  return ofParts ? [told(cdr.totalCost.exclTax, `each part ${ofParts.name}`)] : [];
}

function told(claimed: string, mode: string): Finding {
  const seen = { pointer: '/total_cost', severity: 'info', action: 'accept', claimed } as const;
  return observe('R17.rounding', seen, { mode });
}

function roundHalfEven({ num, den }: Exact): bigint {
  const [whole, rest] = [num / den, (num % den) * 2n];
  if (rest === den) return whole % 2n === 0n ? whole : whole + 1n;
  return rest > den ? whole + 1n : whole;
}
