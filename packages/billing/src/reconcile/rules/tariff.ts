import type { Finding, Tariff } from '@peregrine/domain';
import type { Rule } from '../types.ts';

/** R13: the tariff that the claim must be checked against: missing, unusable, or not the one claimed. */
export const tariff: Rule = {
  code: 'R13',
  about: 'price',
  onError: 'held',
  check({ cdr, tariff: basis, priced }) {
    const found: Finding[] = [];
    if (priced.kind === 'unpriceable') {
      const reason = basis
        ? `The amount cannot be recomputed: ${priced.detail}.`
        : 'We hold no tariff of this connector that was in force at the start.';
      found.push({ code: 'R13', pointer: '/tariffs', severity: 'error', reason });
    } else if (!priced.result.totalExclTax) {
      const reason = 'The tariff includes a tax of unknown rate: the net amount cannot be told.';
      found.push({ code: 'R13', pointer: '/tariffs', severity: 'error', reason });
    }
    const claimed = cdr.tariffs.find((it) => it.tariffId === basis?.tariffId);
    if (basis && claimed && pricesOf(claimed) !== pricesOf(basis)) {
      found.push({
        code: 'R13',
        pointer: `/tariffs/${cdr.tariffs.indexOf(claimed)}`,
        severity: 'warning',
        reason: 'The tariff in the CDR is not the version that was published at the start.',
        claimed: pricesOf(claimed),
        computed: pricesOf(basis),
      });
    }
    return found;
  },
};

/** What a tariff charges, without its taxes: `ENERGY 0.45/1, FLAT 0.35/1`. */
function pricesOf(it: Tariff): string {
  return it.elements
    .flatMap((element) => element.components)
    .map(({ dimension, price, stepSize }) => `${dimension} ${price}/${stepSize}`)
    .join(', ');
}
