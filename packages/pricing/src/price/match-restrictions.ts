import {
  compare,
  type Decimal,
  type Exact,
  exact,
  exactOf,
  type TariffRestrictions,
} from '@peregrine/domain';
import { type LocalTime, localTime } from './local-time.ts';
import { type MeasuredPeriod, volumeOf } from './measure-periods.ts';

/** Whether a period meets restrictions; `undecidable` names what the period would have to report. */
export type Match = 'yes' | 'no' | { readonly undecidable: string };

/**
 * All restrictions must hold, at the period's start (OCPI 2.2.1 mod_tariffs, TariffRestrictions):
 * start and minimum bounds are inclusive, end and maximum bounds exclusive.
 */
export function matchRestrictions(
  restrictions: TariffRestrictions | undefined,
  period: MeasuredPeriod,
  timeZone: string,
): Match {
  if (!restrictions) return 'yes';
  // Reservations are priced on their own; such an element never prices a charge.
  if (restrictions.reservation !== undefined) return 'no';
  const [unknown] = restrictions.unknown ?? [];
  if (unknown !== undefined) return { undecidable: unknown };
  if (!meetsCourse(restrictions, period)) return 'no';
  if (!meetsCalendar(restrictions, period, timeZone)) return 'no';
  return meetsFlow(restrictions, period);
}

function meetsCourse(restrictions: TariffRestrictions, period: MeasuredPeriod): boolean {
  const energy = exact(period.energyBeforeMwh, 1_000_000n);
  const elapsed = exact(period.elapsedMs, 1_000n);
  return (
    isWithin(energy, bound(restrictions.minKwh), bound(restrictions.maxKwh)) &&
    isWithin(
      elapsed,
      seconds(restrictions.minDurationSeconds),
      seconds(restrictions.maxDurationSeconds),
    )
  );
}

function meetsCalendar(
  restrictions: TariffRestrictions,
  period: MeasuredPeriod,
  timeZone: string,
): boolean {
  const { startTime, endTime, startDate, endDate, daysOfWeek } = restrictions;
  if (![startTime, endTime, startDate, endDate, daysOfWeek].some((it) => it !== undefined)) {
    return true;
  }
  const local = localTime(period.period.startedAt, timeZone);
  if (startDate !== undefined && local.date < startDate) return false;
  if (endDate !== undefined && local.date >= endDate) return false;
  if (daysOfWeek && daysOfWeek.length > 0 && !daysOfWeek.includes(local.weekday)) return false;
  return meetsTimeOfDay(local, startTime, endTime);
}

/** An end before the start wraps over midnight; 00:00 as an end is the end of the day. */
function meetsTimeOfDay(local: LocalTime, start = '00:00', end = '00:00'): boolean {
  if (start === end) return true;
  if (end === '00:00') return local.time >= start;
  if (start < end) return local.time >= start && local.time < end;
  return local.time >= start || local.time < end;
}

const FLOWS = [
  { name: 'CURRENT', min: 'minCurrentA', max: 'maxCurrentA' },
  { name: 'POWER', min: 'minPowerKw', max: 'maxPowerKw' },
] as const;

function meetsFlow(restrictions: TariffRestrictions, period: MeasuredPeriod): Match {
  for (const { name, min, max } of FLOWS) {
    const [lower, upper] = [bound(restrictions[min]), bound(restrictions[max])];
    if (!lower && !upper) continue;
    const low = volume(period, [`MIN_${name}`, name, `MAX_${name}`]);
    const high = volume(period, [`MAX_${name}`, name, `MIN_${name}`]);
    if (!low || !high) return { undecidable: name };
    if (lower && compare(low, lower) < 0) return 'no';
    if (upper && compare(high, upper) >= 0) return 'no';
  }
  return 'yes';
}

function volume(period: MeasuredPeriod, types: readonly string[]): Exact | undefined {
  const found = types.map((type) => volumeOf(period.period, type)).find((it) => it !== undefined);
  return found === undefined ? undefined : exactOf(found);
}

function isWithin(value: Exact, lower: Exact | undefined, upper: Exact | undefined): boolean {
  return !(lower && compare(value, lower) < 0) && !(upper && compare(value, upper) >= 0);
}

function bound(value: Decimal | undefined): Exact | undefined {
  return value === undefined ? undefined : exactOf(value);
}

function seconds(value: number | undefined): Exact | undefined {
  return value === undefined ? undefined : exact(BigInt(value));
}
