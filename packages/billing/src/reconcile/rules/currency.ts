import type { Rule } from '../types.ts';

/** R16: a claim in another currency than its tariff's. */
export const currency: Rule = {
  code: 'R16',
  about: 'price',
  onError: 'disputed',
  check({ cdr, tariff }) {
    if (!tariff || tariff.currency === cdr.currency) return [];
    return [
      {
        code: 'R16',
        pointer: '/currency',
        severity: 'error',
        reason: `The claim is in ${cdr.currency}, the tariff in ${tariff.currency}.`,
        claimed: cdr.currency,
        computed: tariff.currency,
      },
    ];
  },
};
