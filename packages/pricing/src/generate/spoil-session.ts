import {
  add,
  type ChargingPeriod,
  divide,
  exact,
  exactOf,
  type Instant,
  instantOf,
  multiply,
  type PriceComponent,
  type Tariff,
  toDecimal,
} from '@peregrine/domain';
import type { PriceSessionInput } from '../price/types.ts';
import { zoneClock } from '../price/zone-clock.ts';
import type { Random } from './random.ts';

/** Charging time and parking time alike, told as charging time. */
export function tellWallClock(session: PriceSessionInput): PriceSessionInput {
  return {
    ...session,
    periods: session.periods.map((period) => ({
      ...period,
      dimensions: period.dimensions.map((it) =>
        it.type === 'PARKING_TIME' ? { ...it, type: 'TIME' } : it,
      ),
    })),
  };
}

/** A period that begins in the middle of the one before and counts that half again. */
export function overlapPeriods(session: PriceSessionInput, random: Random): PriceSessionInput {
  const { periods, endedAt } = session;
  const at = periods.length > 1 ? 1 + random.below(periods.length - 1) : 0;
  const before = periods[Math.max(0, at - 1)];
  if (!before) return session;
  const [start, end] = [before.startedAt, periods[at === 0 ? 1 : at]?.startedAt ?? endedAt];
  const middle = (Date.parse(start) + Date.parse(end)) / 2;
  const again: ChargingPeriod = {
    ...before,
    startedAt: instantOf(new Date(Math.floor(middle / 1_000) * 1_000)),
    dimensions: before.dimensions.map((it) =>
      /^(ENERGY|(PARKING_|RESERVATION_)?TIME)$/.test(it.type)
        ? { ...it, volume: toDecimal(divide(exactOf(it.volume), exact(2n)), 6) }
        : it,
    ),
  };
  return { ...session, periods: periods.toSpliced(Math.max(1, at), 0, again) };
}

/** One of several periods lost. */
export function losePeriod(session: PriceSessionInput, random: Random): PriceSessionInput {
  const { periods } = session;
  if (periods.length < 2) return session;
  return { ...session, periods: periods.toSpliced(1 + random.below(periods.length - 1), 1) };
}

/** The location's wall clock, with a Z behind it. */
export function tellLocalTime(session: PriceSessionInput): PriceSessionInput {
  const clock = zoneClock(session.timeZone);
  if (!clock) return session;
  const local = (instant: Instant) =>
    instantOf(new Date(Number(clock.localMs(BigInt(Date.parse(instant))))));
  return {
    ...session,
    startedAt: local(session.startedAt),
    endedAt: local(session.endedAt),
    periods: session.periods.map((period) => ({ ...period, startedAt: local(period.startedAt) })),
  };
}

/** The same tariff, a tenth dearer. */
export function raisePrices(tariff: Tariff): Tariff {
  const raised = (component: PriceComponent): PriceComponent => {
    const tenth = multiply(exactOf(component.price), exact(1n, 10n));
    return { ...component, price: toDecimal(add(exactOf(component.price), tenth)) };
  };
  return {
    ...tariff,
    elements: tariff.elements.map((element) => ({
      ...element,
      components: element.components.map(raised),
    })),
  };
}
