import type { ChargingPeriod, Decimal } from '@peregrine/domain';
import {
  type CompiledRestrictions,
  type DayWindow,
  FLOW_DECIMALS,
  type FlowBound,
  type Range,
} from './compile-restrictions.ts';
import type { PricingPolicy } from './policy.ts';
import { scaleDecimal } from './scale-decimal.ts';
import { DAY_MS, floorDivide } from './zone-clock.ts';

/** A moment of a session, as restrictions look at it. */
export type Moment = {
  /** The location's wall clock, in ms since 1970-01-01T00:00. */
  readonly localMs: bigint;
  /** Since the session began. */
  readonly elapsedMs: bigint;
  readonly energyBeforeMwh: bigint;
  readonly period: ChargingPeriod;
  /** What the period reports, filled in once it is asked for. */
  readonly flows: FlowReadings;
  /** Likewise. */
  wall: WallTime | undefined;
};

/** A wall clock's reading: days since 1970-01-01, ms since midnight, and the weekday, Monday 0. */
export type WallTime = {
  readonly day: bigint;
  readonly timeOfDay: bigint;
  readonly weekday: bigint;
};

/** The least and the most that a period reports; `missing` where it reports neither. */
export type Flow = { readonly low: bigint; readonly high: bigint };

export type FlowReadings = {
  CURRENT: Flow | 'missing' | undefined;
  POWER: Flow | 'missing' | undefined;
};

/** Names the restriction of which nobody can tell whether it holds. */
export type Undecidable = { readonly undecidable: string };

/**
 * Undefined when all restrictions hold, else the name of the first that does not. All must hold;
 * start and minimum bounds are inclusive, end and maximum bounds exclusive (OCPI 2.2.1 mod_tariffs,
 * TariffRestrictions). Reservations are looked up apart: `reservation` decides nothing here.
 */
export function matchRestrictions(
  restrictions: CompiledRestrictions,
  moment: Moment,
  policy: PricingPolicy,
): string | Undecidable | undefined {
  const { energyMwh, durationMs } = restrictions;
  if (energyMwh) {
    if (isBelow(moment.energyBeforeMwh, energyMwh)) return 'minKwh';
    if (isAbove(moment.energyBeforeMwh, energyMwh)) return 'maxKwh';
  }
  if (durationMs) {
    if (isBelow(moment.elapsedMs, durationMs)) return 'minDurationSeconds';
    if (isAbove(moment.elapsedMs, durationMs)) return 'maxDurationSeconds';
  }
  if (restrictions.hasCalendar) {
    const calendar = matchCalendar(restrictions, wallOf(moment));
    if (calendar !== undefined) return calendar;
  }
  const flow = matchFlows(restrictions.flows, moment, policy);
  if (typeof flow === 'string') return flow;
  if (restrictions.unknown !== undefined) return { undecidable: restrictions.unknown };
  return flow;
}

/** The moment's wall time, worked out once. */
export function wallOf(moment: Moment): WallTime {
  moment.wall ??= readWall(moment.localMs);
  return moment.wall;
}

export function readWall(localMs: bigint): WallTime {
  const day = floorDivide(localMs, DAY_MS);
  // 1970-01-01 was a Thursday.
  const weekday = (day + 3n) % 7n;
  return { day, timeOfDay: localMs - day * DAY_MS, weekday: weekday < 0n ? weekday + 7n : weekday };
}

/** The same for what the calendar alone decides. */
export function matchCalendar(
  { windows, dates, weekdays }: CompiledRestrictions,
  { day, timeOfDay, weekday }: WallTime,
): string | undefined {
  if (dates) {
    if (isBelow(day, dates)) return 'startDate';
    if (isAbove(day, dates)) return 'endDate';
  }
  if (weekdays && !weekdays.has(weekday)) return 'daysOfWeek';
  const [first] = windows;
  if (!first) return undefined;
  for (const window of windows) if (isInside(timeOfDay, window)) return undefined;
  return timeOfDay < first.from && first.from < first.until ? 'startTime' : 'endTime';
}

function isInside(timeOfDay: bigint, { from, until }: DayWindow): boolean {
  if (from === until) return false;
  if (from < until) return timeOfDay >= from && timeOfDay < until;
  return timeOfDay >= from || timeOfDay < until;
}

/** A bound that fails decides, even where another one cannot be told. */
function matchFlows(
  flows: readonly FlowBound[],
  moment: Moment,
  policy: PricingPolicy,
): string | Undecidable | undefined {
  let untold: Undecidable | undefined;
  for (const bound of flows) {
    const reading = readFlow(moment, bound.flow);
    if (reading !== 'missing') {
      const failed = matchFlow(bound, reading, policy);
      if (failed !== undefined) return failed;
    } else if (policy.unreportedFlow === 'no-match') {
      return bound.from === undefined ? bound.maxName : bound.minName;
    } else {
      untold ??= { undecidable: bound.flow };
    }
  }
  return untold;
}

function matchFlow(
  bound: FlowBound,
  { low, high }: Flow,
  policy: PricingPolicy,
): string | undefined {
  const { flowReading } = policy;
  if (isBelow(flowReading === 'highest' ? high : low, bound)) return bound.minName;
  if (isAbove(flowReading === 'lowest' ? low : high, bound)) return bound.maxName;
  return undefined;
}

/** Whether the least and the most that a period reports fall on two sides of a bound. */
export function spansBound(bound: FlowBound, moment: Moment): boolean {
  const reading = readFlow(moment, bound.flow);
  if (reading === 'missing' || reading.low === reading.high) return false;
  return (
    isBelow(reading.low, bound) !== isBelow(reading.high, bound) ||
    isAbove(reading.low, bound) !== isAbove(reading.high, bound)
  );
}

const FLOW_TYPES = {
  CURRENT: { least: 'MIN_CURRENT', mean: 'CURRENT', most: 'MAX_CURRENT' },
  POWER: { least: 'MIN_POWER', mean: 'POWER', most: 'MAX_POWER' },
} as const;

/** Where a period reports one value only, that stands for both. */
function readFlow({ period, flows }: Moment, flow: 'CURRENT' | 'POWER'): Flow | 'missing' {
  const known = flows[flow];
  if (known !== undefined) return known;
  const types = FLOW_TYPES[flow];
  let [least, mean, most]: (Decimal | undefined)[] = [];
  for (const { type, volume } of period.dimensions) {
    if (type === types.least) least ??= volume;
    else if (type === types.mean) mean ??= volume;
    else if (type === types.most) most ??= volume;
  }
  const reading = flowOf(least ?? mean ?? most, most ?? mean ?? least);
  flows[flow] = reading;
  return reading;
}

function flowOf(low: Decimal | undefined, high: Decimal | undefined): Flow | 'missing' {
  if (low === undefined || high === undefined) return 'missing';
  const least = scaleDecimal(low, FLOW_DECIMALS);
  return { low: least, high: high === low ? least : scaleDecimal(high, FLOW_DECIMALS) };
}

function isBelow(value: bigint, { from }: Range): boolean {
  return from !== undefined && value < from;
}

function isAbove(value: bigint, { until }: Range): boolean {
  return until !== undefined && value >= until;
}
