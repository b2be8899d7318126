import { exactOf } from '@peregrine/domain';
import { CLAIMS } from '../compare-dimensions.ts';
import { amountFinding, judge, sumOfSome } from '../difference.ts';
import type { Rule } from '../types.ts';

/** R17: the costs of the dimensions against the total, where the CPO itself sent both. */
export const cents: Rule = {
  code: 'R17',
  about: 'price',
  onError: 'disputed',
  check({ cdr, toleranceMinor }) {
    const computed = sumOfSome(CLAIMS.map(({ of }) => of(cdr)?.exclTax));
    if (!computed) return [];
    const claimed = cdr.totalCost.exclTax;
    const verdict = judge(exactOf(claimed), computed, cdr.currency, toleranceMinor);
    if (verdict === 'rounding' || verdict === 'tolerated') return [];
    return [
      amountFinding({
        code: 'R17',
        pointer: '/total_cost/excl_vat',
        severity: 'warning',
        reason: "The total is not the sum of the CDR's own dimensions.",
        claimed,
        computed,
        currency: cdr.currency,
      }),
    ];
  },
};
