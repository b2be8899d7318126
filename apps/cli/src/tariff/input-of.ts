import type { PriceSessionInput } from '@peregrine/pricing';
import type { Form } from './read-form.ts';

/** What a line asks for, as the pricing engine takes it. */
export function inputOf(form: Form): PriceSessionInput {
  const { zone, reservationExpired, tariffs, periods, startedAt, endedAt } = form;
  return {
    tariffs,
    periods,
    startedAt,
    endedAt,
    timeZone: zone.timeZone,
    timeZoneAssumed: zone.origin === 'assumed',
    ...(reservationExpired !== undefined && { reservationExpired }),
  };
}
