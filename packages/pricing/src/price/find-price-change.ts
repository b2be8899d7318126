import type { Edges } from './list-edges.ts';
import { type Moment, wallOf } from './match-restrictions.ts';
import type { MeasuredPeriod } from './measure-periods.ts';
import { DAY_MS, type ZoneClock } from './zone-clock.ts';

/** Longer periods are looked at for this many days; their price has changed long before. */
const MOST_DAYS = 400n;

/**
 * The moments within a period at which a tariff's price can change: none for almost every period,
 * since a CPO starts a new one there (OCPI 2.2.1 mod_cdrs, ChargingPeriod). Nobody tells when within
 * the period its energy flowed, so each amount is looked at together with each time.
 */
export function momentsOfChange(
  period: MeasuredPeriod,
  edges: Edges,
  clock: ZoneClock,
): readonly Moment[] {
  const energies = energiesWithin(period, edges.energiesMwh);
  const times = timesWithin(period, edges, clock);
  if (energies.length === 0 && times.length === 0) return NEVER;
  const moments = times.map((byMs) => later(period, byMs, clock));
  for (const energyBeforeMwh of energies) {
    for (const moment of [period, ...moments.slice(0, times.length)]) {
      moments.push({ ...moment, energyBeforeMwh });
    }
  }
  return moments;
}

const NEVER: readonly Moment[] = [];
const NO_EDGES: readonly bigint[] = [];

function energiesWithin(
  { energyBeforeMwh, energyMwh }: MeasuredPeriod,
  edges: readonly bigint[],
): readonly bigint[] {
  if (edges.length === 0) return NO_EDGES;
  return edges.filter((edge) => edge > energyBeforeMwh && edge < energyBeforeMwh + energyMwh);
}

/** How long after the period's start. */
function timesWithin(period: MeasuredPeriod, edges: Edges, clock: ZoneClock): readonly bigint[] {
  const { elapsedMs, lastedMs } = period;
  if (lastedMs <= 0n) return NO_EDGES;
  const found: bigint[] = [];
  for (const edge of edges.durationsMs) {
    if (edge > elapsedMs && edge < elapsedMs + lastedMs) found.push(edge - elapsedMs);
  }
  if (edges.timesOfDay.length > 0) addTimesOfDay(found, period, edges.timesOfDay, clock);
  return found;
}

function addTimesOfDay(
  found: bigint[],
  period: MeasuredPeriod,
  timesOfDay: readonly bigint[],
  clock: ZoneClock,
): void {
  const { localMs, lastedMs, startMs } = period;
  const { timeOfDay } = wallOf(period);
  const endOfDay = timeOfDay + lastedMs;
  const endMs = startMs + lastedMs;
  const localEnd = clock.localMs(endMs);
  if (endOfDay <= DAY_MS && localEnd - localMs === lastedMs) {
    for (const edge of timesOfDay) {
      if (edge > timeOfDay && edge < endOfDay) found.push(edge - timeOfDay);
    }
    return;
  }
  for (const change of clock.changesBetween(startMs, endMs)) found.push(change - startMs);
  const midnight = localMs - timeOfDay;
  const lastDay = midnight + MOST_DAYS * DAY_MS;
  for (let day = midnight; day <= localEnd && day <= lastDay; day += DAY_MS) {
    for (const edge of timesOfDay) {
      const at = instantOfLocal(day + edge, clock, startMs - localMs);
      if (at > startMs && at < endMs) found.push(at - startMs);
    }
  }
}

/** The instant at which a wall clock shows a time; in a gap, the instant that much after the change. */
function instantOfLocal(localMs: bigint, clock: ZoneClock, guess: bigint): bigint {
  const near = localMs + guess;
  return localMs - (clock.localMs(near) - near);
}

function later(period: MeasuredPeriod, byMs: bigint, clock: ZoneClock): Moment {
  return {
    period: period.period,
    flows: period.flows,
    energyBeforeMwh: period.energyBeforeMwh,
    elapsedMs: period.elapsedMs + byMs,
    localMs: clock.localMs(period.startMs + byMs),
    wall: undefined,
  };
}
