import { type Decimal, exactOf, type Finding } from '@peregrine/domain';
import { judge } from '../difference.ts';
import { observeAmount } from '../observe.ts';
import type { Facts, Rule } from '../types.ts';

/**
 * R22: the tariff's minimum and maximum price, before and after tax apart (OCPI 2.2.1 mod_tariffs,
 * Tariff.min_price). R09 carries the money; that after tax changes nothing that we owe.
 */
export const limits: Rule = {
  code: 'R22',
  about: 'price',
  onError: 'disputed',
  check(facts) {
    const { cdr, tariff, otherTariffs = [] } = facts;
    // Which of several tariffs' limits holds is not said; R09 has the computation.
    if (!tariff || tariff.currency !== cdr.currency || otherTariffs.length > 0) return [];
    const { minPrice, maxPrice } = tariff;
    const { exclTax, inclTax } = cdr.totalCost;
    const found: (Finding | undefined)[] = [
      above(facts, 'R22.above-maximum', exclTax, maxPrice?.exclTax),
      below(facts, 'R22.below-minimum', exclTax, minPrice?.exclTax),
      above(facts, 'R22.above-maximum-taxed', inclTax, maxPrice?.inclTax),
      below(facts, 'R22.below-minimum-taxed', inclTax, minPrice?.inclTax),
    ];
    return found.filter((finding) => finding !== undefined);
  },
};

function above(
  { cdr, toleranceMinor }: Facts,
  key: 'R22.above-maximum' | 'R22.above-maximum-taxed',
  claimed: Decimal | undefined,
  most: Decimal | undefined,
): Finding | undefined {
  if (claimed === undefined || most === undefined) return undefined;
  const { currency } = cdr;
  const verdict = judge(exactOf(claimed), exactOf(most), currency, toleranceMinor);
  if (verdict !== 'above') return undefined;
  const isNet = key === 'R22.above-maximum';
  return observeAmount(key, {
    pointer: isNet ? '/total_cost/excl_vat' : '/total_cost/incl_vat',
    severity: isNet ? 'error' : 'warning',
    action: isNet ? 'dispute' : 'tolerate',
    claimed,
    computed: exactOf(most),
    currency,
  });
}

function below(
  { cdr, toleranceMinor }: Facts,
  key: 'R22.below-minimum' | 'R22.below-minimum-taxed',
  claimed: Decimal | undefined,
  least: Decimal | undefined,
): Finding | undefined {
  if (claimed === undefined || least === undefined) return undefined;
  const { currency } = cdr;
  const verdict = judge(exactOf(claimed), exactOf(least), currency, toleranceMinor);
  if (verdict !== 'below') return undefined;
  return observeAmount(key, {
    pointer: key === 'R22.below-minimum' ? '/total_cost/excl_vat' : '/total_cost/incl_vat',
    severity: 'info',
    action: 'tolerate',
    claimed,
    computed: exactOf(least),
    currency,
  });
}
