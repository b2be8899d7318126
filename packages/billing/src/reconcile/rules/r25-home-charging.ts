import { observe } from '../observe.ts';
import type { Rule } from '../types.ts';

/**
 * R25: a charge at the driver's home, whose energy is paid back to them (OCPI 2.2.1 mod_cdrs,
 * home_charging_compensation): there is nothing to charge them for.
 */
export const homeCharging: Rule = {
  code: 'R25',
  about: 'price',
  onError: 'none',
  check({ cdr }) {
    if (!cdr.homeCharging) return [];
    const pointer = '/home_charging_compensation';
    const seen = { pointer, severity: 'info', action: 'compensate-driver' } as const;
    return [observe('R25.home', { ...seen, claimed: 'true' })];
  },
};
