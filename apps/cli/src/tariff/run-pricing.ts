import { type PriceSessionResult, priceSession } from '@peregrine/pricing';
import type { Form } from './read-form.ts';

/** Prices what a line asks for. */
export function runPricing(form: Form): PriceSessionResult {
  const { zone, reservationExpired, tariffs, periods, startedAt, endedAt } = form;
  return priceSession({
    tariffs,
    periods,
    startedAt,
    endedAt,
    timeZone: zone.timeZone,
    timeZoneAssumed: zone.origin === 'assumed',
    ...(reservationExpired !== undefined && { reservationExpired }),
  });
}
