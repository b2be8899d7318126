import {
  type Decimal,
  exactOf,
  type Instant,
  instantOf,
  type Tariff,
  type TariffRestrictions,
} from '@peregrine/domain';
import { localTime } from '../price/local-time.ts';

/** Where a session's price may change, whatever its power: at quantities, after times, by the clock. */
export type PriceEvents = {
  /** Energy since the start, mWh. */
  readonly energyMwh: readonly bigint[];
  /** Since the start. */
  readonly elapsedMs: readonly bigint[];
  /** Times of day of the location, minutes since midnight. */
  readonly minutesOfDay: readonly number[];
  /** A power or current decides, so that each change of it matters. */
  readonly byFlow: boolean;
};

const DAY_MINUTES = 1_440;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export function priceEvents(tariff: Tariff): PriceEvents {
  const all = [tariff.restrictions, ...tariff.elements.map(({ restrictions }) => restrictions)];
  const each = <T>(pick: (it: TariffRestrictions) => readonly (T | undefined)[]): T[] => [
    ...new Set(all.flatMap((it) => (it ? pick(it) : [])).filter((it) => it !== undefined)),
  ];
  const flows = each((it) => [it.minPowerKw, it.maxPowerKw, it.minCurrentA, it.maxCurrentA]);
  const times = each((it) => [it.startTime, it.endTime, it.secondStartTime, it.secondEndTime]);
  const days = each<unknown>((it) => [it.startDate, it.endDate, it.daysOfWeek]);
  // A time of day without its other bound, and every date, change at midnight.
  const byDay = times.length + days.length > 0;
  return {
    energyMwh: each((it) => [it.minKwh, it.maxKwh]).map(mwhFrom),
    elapsedMs: each((it) => [it.minDurationSeconds, it.maxDurationSeconds]).map(
      (seconds) => BigInt(seconds) * 1_000n,
    ),
    minutesOfDay: [...new Set([...times.map(minuteOf), ...(byDay ? [0] : [])])],
    byFlow: flows.length > 0,
  };
}

/** The first whole mWh that reaches the bound. */
function mwhFrom(kwh: Decimal): bigint {
  const { num, den } = exactOf(kwh);
  return (num * 1_000_000n + den - 1n) / den;
}

function minuteOf(time: string): number {
  const [hours = '0', minutes = '0'] = time.split(':');
  return (Number(hours) * 60 + Number(minutes)) % DAY_MINUTES;
}

/**
 * The instants after `from` and up to `to` at which one of the times of day comes round in the zone,
 * or its clocks are changed. Around a change it may name one more than needed, which splits a
 * period where no price changes.
 */
export function clockEvents(
  minutesOfDay: readonly number[],
  from: Instant,
  to: Instant,
  timeZone: string,
): readonly number[] {
  if (minutesOfDay.length === 0) return [];
  const [start, end] = [Date.parse(from), Date.parse(to)];
  const offsets = new Set<number>();
  const found = new Set<number>();
  let known = start;
  for (let at = start; ; at = Math.min(end, at + HOUR_MS)) {
    const offset = offsetAt(at, timeZone);
    if (offset !== offsetAt(known, timeZone)) found.add(changeBetween(known, at, timeZone));
    offsets.add(offset);
    known = at;
    if (at === end) break;
  }
  for (const offset of offsets) {
    const firstDay = Math.floor((start + offset) / (DAY_MINUTES * MINUTE_MS));
    const lastDay = Math.floor((end + offset) / (DAY_MINUTES * MINUTE_MS));
    for (let day = firstDay; day <= lastDay; day += 1) {
      for (const minute of minutesOfDay) {
        found.add((day * DAY_MINUTES + minute) * MINUTE_MS - offset);
      }
    }
  }
  return [...found].filter((at) => at > start && at <= end).sort((a, b) => a - b);
}

/** What the zone's clocks are ahead of UTC; whole minutes. */
function offsetAt(at: number, timeZone: string): number {
  const minute = Math.floor(at / MINUTE_MS) * MINUTE_MS;
  const { date, time } = localTime(instantOf(new Date(minute)), timeZone);
  return Date.parse(`${date}T${time}:00Z`) - minute;
}

/** The minute in which the zone's clocks are changed, between two instants of other offsets. */
function changeBetween(before: number, after: number, timeZone: string): number {
  const old = offsetAt(before, timeZone);
  let [low, high] = [Math.floor(before / MINUTE_MS), Math.ceil(after / MINUTE_MS)];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle * MINUTE_MS, timeZone) === old) low = middle;
    else high = middle;
  }
  return high * MINUTE_MS;
}
