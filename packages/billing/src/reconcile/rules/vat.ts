import { compare, divide, exactOf, multiply } from '@peregrine/domain';
import { amountFinding, judge } from '../difference.ts';
import type { Rule } from '../types.ts';

/**
 * R15: the claimed tax against the tariff's own rates, on the claimed net: an overcharge is not
 * counted twice. It does not change what we owe (cross-border supply is reverse charge).
 */
export const vat: Rule = {
  code: 'R15',
  about: 'tax',
  onError: 'none',
  check({ cdr, priced, toleranceMinor }) {
    const { exclTax, inclTax } = cdr.totalCost;
    if (inclTax === undefined) return [];
    const [net, gross] = [exactOf(exclTax), exactOf(inclTax)];
    const base = { code: 'R15', pointer: '/total_cost/incl_vat', currency: cdr.currency } as const;
    if (net.num >= 0n && compare(gross, net) < 0) {
      const reason = 'The amount with tax is smaller than the one without.';
      return [
        amountFinding({ ...base, severity: 'warning', reason, claimed: inclTax, computed: net }),
      ];
    }
    if (priced.kind !== 'priced') return [];
    const { totalExclTax, totalInclTax } = priced.result;
    if (!totalInclTax || !totalExclTax || totalExclTax.num === 0n) return [];
    const ratio = divide(totalInclTax, totalExclTax);
    const computed = multiply(net, ratio);
    const verdict = judge(gross, computed, cdr.currency, toleranceMinor);
    if (verdict === 'rounding' || verdict === 'tolerated') return [];
    const reason = "The tax is not that of the tariff's rates.";
    return [amountFinding({ ...base, severity: 'warning', reason, claimed: inclTax, computed })];
  },
};
