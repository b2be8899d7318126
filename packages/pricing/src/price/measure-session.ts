import { type Exact, exact } from '@peregrine/domain';
import { BASE_PER_UNIT, completePolicy } from './compile-tariff.ts';
import { instantMs } from './instant-ms.ts';
import { measurePeriods } from './measure-periods.ts';
import type { PriceSessionInput } from './types.ts';
import { zoneClock } from './zone-clock.ts';

/** What a charging period measured, as it was priced: kWh and hours. */
export type MeasuredQuantities = {
  readonly energyKwh: Exact;
  readonly timeHours: Exact;
  readonly parkingHours: Exact;
  readonly reservationHours: Exact;
};

/**
 * What each charging period measured, in the order in which they were given: a part of a price covers
 * several of them. Empty where `priceSession` knows no such time zone.
 */
export function measureSession(input: PriceSessionInput): readonly MeasuredQuantities[] {
  const clock = zoneClock(input.timeZone);
  if (!clock) return [];
  const policy = completePolicy(input.policy);
  const measured = measurePeriods(input, instantMs(input.startedAt), policy, clock, []);
  return measured
    .toSorted((a, b) => a.index - b.index)
    .map(({ energyMwh, timeMs, parkingMs, reservationMs }) => ({
      energyKwh: exact(energyMwh, BASE_PER_UNIT.ENERGY),
      timeHours: exact(timeMs, BASE_PER_UNIT.TIME),
      parkingHours: exact(parkingMs, BASE_PER_UNIT.TIME),
      reservationHours: exact(reservationMs, BASE_PER_UNIT.TIME),
    }));
}
