import type { Edges } from './list-edges.ts';
import type { Moment } from './match-restrictions.ts';
import type { MeasuredPeriod } from './measure-periods.ts';
import { DAY_MS, floorDivide, type ZoneClock } from './zone-clock.ts';

/** Longer periods are looked at for this many days; their price has changed long before. */
const MOST_DAYS = 400n;

/**
 * The moments within a period at which a tariff's price can change: none for almost every period,
 * since a CPO starts a new one there (OCPI 2.2.1 mod_cdrs, ChargingPeriod). Energy and time are
 * looked at apart: nobody tells when within the period the energy flowed.
 */
export function momentsOfChange(
  period: MeasuredPeriod,
  edges: Edges,
  clock: ZoneClock,
): readonly Moment[] {
  const moments: Moment[] = [];
  const { elapsedMs, lastedMs, energyBeforeMwh, energyMwh } = period;
  for (const edge of edges.energiesMwh) {
    if (edge > energyBeforeMwh && edge < energyBeforeMwh + energyMwh) {
      moments.push({ ...period, energyBeforeMwh: edge });
    }
  }
  if (lastedMs <= 0n) return moments;
  for (const edge of edges.durationsMs) {
    if (edge > elapsedMs && edge < elapsedMs + lastedMs) {
      moments.push(later(period, edge - elapsedMs, clock));
    }
  }
  if (edges.timesOfDay.length > 0) addTimesOfDay(moments, period, edges.timesOfDay, clock);
  return moments;
}

function addTimesOfDay(
  moments: Moment[],
  period: MeasuredPeriod,
  timesOfDay: readonly bigint[],
  clock: ZoneClock,
): void {
  const { localMs, lastedMs, startMs } = period;
  const midnight = floorDivide(localMs, DAY_MS) * DAY_MS;
  const endMs = startMs + lastedMs;
  const localEnd = clock.localMs(endMs);
  const isPlain = localEnd - localMs === lastedMs && localEnd <= midnight + DAY_MS;
  if (isPlain) {
    for (const edge of timesOfDay) {
      const at = midnight + edge;
      if (at > localMs && at < localEnd) moments.push(later(period, at - localMs, clock));
    }
    return;
  }
  // Without an end to it, a partner's end in the year 9999 would cost minutes.
  const lastMs = startMs + MOST_DAYS * DAY_MS;
  for (const change of clock.changesBetween(startMs, endMs < lastMs ? endMs : lastMs)) {
    moments.push(later(period, change - startMs, clock));
  }
  const lastDay = midnight + MOST_DAYS * DAY_MS;
  for (let day = midnight; day <= localEnd && day <= lastDay; day += DAY_MS) {
    for (const edge of timesOfDay) {
      const at = instantOfLocal(day + edge, clock, startMs - localMs);
      if (at > startMs && at < endMs) moments.push(later(period, at - startMs, clock));
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
  };
}
