import { observe } from '../observe.ts';
import type { Rule } from '../types.ts';

/**
 * R12: a period during which the price changes. The CPO must start a new one then (OCPI mod_cdrs,
 * ChargingPeriod), and only it knows how much belongs to either price.
 */
export const splitMissing: Rule = {
  code: 'R12',
  about: 'price',
  onError: 'disputed',
  check({ priced }) {
    if (priced.kind !== 'priced') return [];
    return priced.result.notes
      .filter(({ code }) => code === 'period-spans-price-change')
      .map(({ periodIndex }) =>
        observe('R12.spans', {
          pointer:
            periodIndex === undefined ? '/charging_periods' : `/charging_periods/${periodIndex}`,
          severity: 'warning',
          action: 'tolerate',
        }),
      );
  },
};
