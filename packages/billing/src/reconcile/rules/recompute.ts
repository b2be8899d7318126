import { exactOf, type Finding, type FindingSeverity, toDecimal } from '@peregrine/domain';
import { sumOfKnown } from '@peregrine/pricing';
import { CLAIMS, explainPart } from '../compare-dimensions.ts';
import { amountFinding, judge } from '../difference.ts';
import type { Facts, Rule } from '../types.ts';

/**
 * R09: the total and each dimension, net, against the tariff in force at the start. The total carries
 * the money; a dimension's difference tells where it comes from.
 */
export const recompute: Rule = {
  code: 'R09',
  about: 'price',
  onError: 'disputed',
  check(facts) {
    const { cdr, priced, toleranceMinor } = facts;
    if (priced.kind !== 'priced' || priced.result.currency !== cdr.currency) return [];
    const { result } = priced;
    const { totalExclTax } = result;
    if (!totalExclTax) return [];
    const claimed = cdr.totalCost.exclTax;
    const verdict = judge(exactOf(claimed), totalExclTax, cdr.currency, toleranceMinor);
    const found: Finding[] = [];
    if (verdict !== 'rounding') {
      const computed = toDecimal(totalExclTax);
      const because = result.parts.map((part) => `${part.dimension} ${explainPart(part)}`);
      found.push(
        amountFinding({
          code: 'R09',
          pointer: '/total_cost/excl_vat',
          severity: SEVERITY[verdict],
          reason: `Claimed ${claimed} ${cdr.currency} net; the tariff gives ${computed}: ${because.join(', ')}.`,
          claimed,
          computed: totalExclTax,
          currency: cdr.currency,
        }),
      );
    }
    return [...found, ...compareParts(facts)];
  },
};

const SEVERITY: Readonly<Record<'tolerated' | 'above' | 'below', FindingSeverity>> = {
  tolerated: 'info',
  above: 'error',
  below: 'warning',
};

function compareParts({ cdr, priced, toleranceMinor }: Facts): Finding[] {
  if (priced.kind !== 'priced') return [];
  return CLAIMS.flatMap(({ dimension, pointer, of }) => {
    const claimed = of(cdr)?.exclTax;
    if (claimed === undefined) return [];
    const parts = priced.result.parts.filter(
      (part) => part.dimension === dimension && !part.reservation,
    );
    const computed = sumOfKnown(parts.map((part) => part.exclTax));
    if (!computed) return [];
    const verdict = judge(exactOf(claimed), computed, cdr.currency, toleranceMinor);
    if (verdict === 'rounding' || verdict === 'tolerated') return [];
    const basis = parts.length > 0 ? parts.map(explainPart).join(', ') : 'not priced';
    return [
      amountFinding({
        code: 'R09',
        pointer: `${pointer}/excl_vat`,
        severity: 'warning',
        reason: `${dimension}: ${basis}.`,
        claimed,
        computed,
        currency: cdr.currency,
      }),
    ];
  });
}
