import { type Decimal, parseInstant, type TariffRestrictions } from '@peregrine/domain';
import { instantMs } from './instant-ms.ts';
import type { PricingPolicy } from './policy.ts';
import { scaleDecimal, scaleUp, wholeNumber } from './scale-decimal.ts';
import { DAY_MS } from './zone-clock.ts';

/** From and until, in whatever unit; the lower end belongs to it, the upper one does not. */
export type Range = { readonly from: bigint | undefined; readonly until: bigint | undefined };

/** A window of the day in ms from midnight; an end before its start wraps over midnight. */
export type DayWindow = Range & { readonly from: bigint; readonly until: bigint };

/** A bound on current (A) or power (kW), in units of 10^-`FLOW_DECIMALS`. */
export type FlowBound = Range & {
  readonly flow: 'CURRENT' | 'POWER';
  readonly minName: string;
  readonly maxName: string;
};

/** Restrictions in integers, with the names that tell which one decided. */
export type CompiledRestrictions = {
  readonly names: readonly string[];
  readonly windows: readonly DayWindow[];
  /** Whether the calendar has a say: windows, dates or weekdays. */
  readonly hasCalendar: boolean;
  /** Days since 1970-01-01. */
  readonly dates: Range | undefined;
  /** Monday is 0. */
  readonly weekdays: ReadonlySet<bigint> | undefined;
  readonly energyMwh: Range | undefined;
  readonly durationMs: Range | undefined;
  readonly flows: readonly FlowBound[];
  readonly unknown: string | undefined;
  readonly reservation: string | undefined;
};

export const ENERGY_DECIMALS = 6;
export const FLOW_DECIMALS = 12;

const WEEKDAYS: Readonly<Record<string, bigint>> = {
  MONDAY: 0n,
  TUESDAY: 1n,
  WEDNESDAY: 2n,
  THURSDAY: 3n,
  FRIDAY: 4n,
  SATURDAY: 5n,
  SUNDAY: 6n,
};

/** Undefined where nothing is restricted. */
export function compileRestrictions(
  sent: TariffRestrictions | undefined,
  policy: PricingPolicy,
): CompiledRestrictions | undefined {
  if (!sent) return undefined;
  const { daysOfWeek } = sent;
  const names = Object.entries(sent).flatMap(([name, value]) =>
    value === undefined || (Array.isArray(value) && value.length === 0) ? [] : [name],
  );
  if (names.length === 0) return undefined;
  const unreadable = unreadableOf(sent);
  const windows = unreadable === undefined ? windowsOf(sent, policy) : [];
  const dates = rangeOf(dayOf(sent.startDate), dayOf(sent.endDate));
  const weekdays = daysOfWeek?.length ? weekdaysOf(daysOfWeek) : undefined;
  return {
    names,
    windows,
    hasCalendar: windows.length > 0 || dates !== undefined || weekdays !== undefined,
    dates,
    weekdays,
    energyMwh: rangeOf(milliwattHours(sent.minKwh), milliwattHours(sent.maxKwh)),
    durationMs: rangeOf(
      milliseconds(sent.minDurationSeconds),
      milliseconds(sent.maxDurationSeconds),
    ),
    flows: flowsOf(sent),
    unknown: sent.unknown?.[0] ?? unreadable,
    reservation: sent.reservation,
  };
}

function weekdaysOf(names: readonly string[]): ReadonlySet<bigint> {
  return new Set(names.map((name) => WEEKDAYS[name]).filter((day) => day !== undefined));
}

/** The name of a restriction whose value cannot be read: whether it holds cannot be told. */
function unreadableOf(sent: TariffRestrictions): string | undefined {
  const isTime = (text: string | undefined) => text === undefined || /^\d{1,2}:\d\d$/.test(text);
  if (!isTime(sent.startTime)) return 'startTime';
  if (!isTime(sent.endTime)) return 'endTime';
  if (!isTime(sent.secondStartTime)) return 'secondStartTime';
  if (!isTime(sent.secondEndTime)) return 'secondEndTime';
  if (sent.startDate !== undefined && dayOf(sent.startDate) === undefined) return 'startDate';
  if (sent.endDate !== undefined && dayOf(sent.endDate) === undefined) return 'endDate';
  return undefined;
}

/** The windows of a day, of which one must hold. */
function windowsOf(sent: TariffRestrictions, policy: PricingPolicy): readonly DayWindow[] {
  const first = windowOf(sent.startTime, sent.endTime, policy);
  const second = windowOf(sent.secondStartTime, sent.secondEndTime, policy);
  return [first, second].filter((window) => window !== undefined);
}

/** 00:00 as an end is the end of the day (OCPI 2.2.1 mod_tariffs, TariffRestrictions.end_time). */
function windowOf(
  start: string | undefined,
  end: string | undefined,
  policy: PricingPolicy,
): DayWindow | undefined {
  if (start === undefined && end === undefined) return undefined;
  const from = timeOfDay(start ?? '00:00');
  const until = timeOfDay(end ?? '00:00');
  if (start !== undefined && end !== undefined && from === until) {
    return policy.equalTimes === 'never' ? { from, until } : { from: 0n, until: DAY_MS };
  }
  return { from, until: until === 0n ? DAY_MS : until };
}

/** `HH:MM`, as ms since midnight. */
function timeOfDay(text: string): bigint {
  const [hours = '0', minutes = '0'] = text.split(':');
  return (BigInt(hours) * 60n + BigInt(minutes)) * 60_000n;
}

/** `YYYY-MM-DD`, as days since 1970-01-01; undefined when there is no such day. */
function dayOf(date: string | undefined): bigint | undefined {
  const midnight = parseInstant(`${date}T00:00:00Z`);
  return date === undefined || !midnight ? undefined : instantMs(midnight) / DAY_MS;
}

function milliwattHours(kwh: Decimal | undefined): bigint | undefined {
  return kwh === undefined ? undefined : scaleUp(kwh, ENERGY_DECIMALS);
}

function milliseconds(sent: number | undefined): bigint | undefined {
  return sent === undefined ? undefined : wholeNumber(sent) * 1_000n;
}

function flowsOf(sent: TariffRestrictions): readonly FlowBound[] {
  const current = rangeOf(flow(sent.minCurrentA), flow(sent.maxCurrentA));
  const power = rangeOf(flow(sent.minPowerKw), flow(sent.maxPowerKw));
  return [
    ...(current
      ? [{ ...current, flow: 'CURRENT' as const, minName: 'minCurrentA', maxName: 'maxCurrentA' }]
      : []),
    ...(power
      ? [{ ...power, flow: 'POWER' as const, minName: 'minPowerKw', maxName: 'maxPowerKw' }]
      : []),
  ];
}

function flow(value: Decimal | undefined): bigint | undefined {
  return value === undefined ? undefined : scaleDecimal(value, FLOW_DECIMALS);
}

function rangeOf(from: bigint | undefined, until: bigint | undefined): Range | undefined {
  return from === undefined && until === undefined ? undefined : { from, until };
}
