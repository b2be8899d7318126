import {
  add,
  type ChargingPeriod,
  type Decimal,
  exactOf,
  type Instant,
  toDecimal,
} from '@peregrine/domain';
import { ENERGY_DECIMALS } from './compile-restrictions.ts';
import { instantMs } from './instant-ms.ts';
import type { PricingPolicy } from './policy.ts';
import { type ReadHours, readHours, takeHours } from './read-hours.ts';
import { fractionDigits, scaleDecimal } from './scale-decimal.ts';
import type { PriceSessionInput, PricingNote, PricingNoteCode, TimeReading } from './types.ts';
import type { ZoneClock } from './zone-clock.ts';

/** A charging period in integers: energy in mWh, time in ms, with what came before it. */
export type MeasuredPeriod = {
  readonly index: number;
  readonly period: ChargingPeriod;
  readonly endsAt: Instant;
  readonly startMs: bigint;
  /** Of its clock times; not what it says to have measured. */
  readonly lastedMs: bigint;
  readonly localMs: bigint;
  readonly elapsedMs: bigint;
  readonly energyBeforeMwh: bigint;
  readonly energyMwh: bigint;
  readonly timeMs: bigint;
  readonly parkingMs: bigint;
  readonly reservationMs: bigint;
  readonly reading: TimeReading;
};

type Ordered = {
  readonly period: ChargingPeriod;
  readonly index: number;
  readonly startMs: bigint;
};

/**
 * Reads the periods in the order of their start. A period lasts until the next one starts, the last
 * until the session's end (OCPI 2.2.1 mod_cdrs, ChargingPeriod).
 */
export function measurePeriods(
  input: PriceSessionInput,
  policy: PricingPolicy,
  clock: ZoneClock,
  notes: PricingNote[],
): readonly MeasuredPeriod[] {
  const ordered = orderPeriods(input.periods, notes);
  const recordMs = instantMs(input.startedAt);
  const recordEndMs = instantMs(input.endedAt);
  const chargingMs = policy.durationFrom === 'record' ? recordMs : chargingStart(ordered, recordMs);
  const periods: MeasuredPeriod[] = [];
  let energyBeforeMwh = 0n;
  for (const [position, { period, index, startMs }] of ordered.entries()) {
    const next = ordered[position + 1];
    const lastedMs = (next?.startMs ?? recordEndMs) - startMs;
    if (startMs < recordMs || startMs > recordEndMs) {
      notes.push({ code: 'period-outside-session', periodIndex: index });
    }
    const volumes = readVolumes(period, policy, index, notes);
    const measured = measure(volumes, policy, lastedMs);
    noteReadings(volumes, measured.reading, index, notes);
    const sinceMs = measured.reservationMs > 0n ? recordMs : chargingMs;
    const localMs = clock.localMs(startMs);
    periods.push({
      index,
      period,
      endsAt: next?.period.startedAt ?? input.endedAt,
      startMs,
      lastedMs,
      localMs,
      elapsedMs:
        policy.duration === 'elapsed' ? startMs - sinceMs : localMs - clock.localMs(sinceMs),
      energyBeforeMwh,
      ...measured,
    });
    energyBeforeMwh += measured.energyMwh;
  }
  return periods;
}

function orderPeriods(
  periods: readonly ChargingPeriod[],
  notes: PricingNote[],
): readonly Ordered[] {
  const ordered = periods.map((period, index) => ({
    period,
    index,
    startMs: instantMs(period.startedAt),
  }));
  const isSorted = ordered.every(({ startMs }, at) => at === 0 || startMs >= startOf(ordered, at));
  if (isSorted) return ordered;
  notes.push({ code: 'periods-out-of-order' });
  return ordered.sort((a, b) => (a.startMs < b.startMs ? -1 : a.startMs > b.startMs ? 1 : 0));
}

function startOf(ordered: readonly Ordered[], at: number): bigint {
  return ordered[at - 1]?.startMs ?? 0n;
}

/** Where a reservation came first, the session begins with the first period that is none. */
function chargingStart(ordered: readonly Ordered[], recordMs: bigint): bigint {
  const [first] = ordered;
  if (!first || !isReservation(first.period)) return recordMs;
  return ordered.find(({ period }) => !isReservation(period))?.startMs ?? recordMs;
}

function isReservation({ dimensions }: ChargingPeriod): boolean {
  return dimensions.some(({ type, volume }) => type === 'RESERVATION_TIME' && volume !== '0');
}

type Volumes = {
  energy: Decimal | undefined;
  time: Decimal | undefined;
  parking: Decimal | undefined;
  reservation: Decimal | undefined;
};

const VOLUME_OF: Readonly<Record<string, keyof Volumes>> = {
  ENERGY: 'energy',
  TIME: 'time',
  PARKING_TIME: 'parking',
  RESERVATION_TIME: 'reservation',
};

function readVolumes(
  { dimensions }: ChargingPeriod,
  policy: PricingPolicy,
  periodIndex: number,
  notes: PricingNote[],
): Volumes {
  const volumes: Volumes = {
    energy: undefined,
    time: undefined,
    parking: undefined,
    reservation: undefined,
  };
  for (const { type, volume } of dimensions) {
    const name = VOLUME_OF[type];
    if (name === undefined) continue;
    const earlier = volumes[name];
    if (earlier === undefined) volumes[name] = volume;
    else {
      notes.push({ code: 'repeated-dimension', periodIndex });
      if (policy.repeatedDimension === 'sum') volumes[name] = addDecimals(earlier, volume);
    }
  }
  return volumes;
}

function measure(volumes: Volumes, policy: PricingPolicy, lastedMs: bigint) {
  const { energy, time, parking, reservation } = volumes;
  // Clock times tell one duration: they can stand for a volume only where it is the only one.
  const clockMs = countSome(time, parking, reservation) === 1 ? lastedMs : undefined;
  const read = (volume: Decimal | undefined): ReadHours => {
    if (volume === undefined) return NO_HOURS;
    return policy.hours === 'snapped' ? readHours(volume, clockMs) : takeHours(volume);
  };
  const [charged, parked, reserved] = [read(time), read(parking), read(reservation)];
  const readings = [charged.reading, parked.reading, reserved.reading];
  return {
    energyMwh: energy === undefined ? 0n : scaleDecimal(energy, ENERGY_DECIMALS),
    timeMs: charged.ms,
    parkingMs: parked.ms,
    reservationMs: reserved.ms,
    reading: readings.find((reading) => reading !== 'as-sent') ?? 'as-sent',
  } as const;
}

const NO_HOURS: ReadHours = { ms: 0n, reading: 'as-sent' };

function noteReadings(
  { energy }: Volumes,
  reading: TimeReading,
  periodIndex: number,
  notes: PricingNote[],
): void {
  const note = (code: PricingNoteCode) => notes.push({ code, periodIndex });
  if (reading !== 'as-sent') note('hours-read-as-seconds');
  if (energy === undefined) return;
  if (fractionDigits(energy) > ENERGY_DECIMALS) note('energy-finer-than-mwh');
  if (energy.startsWith('-')) note('negative-energy');
}

function countSome(...volumes: readonly (Decimal | undefined)[]): number {
  let count = 0;
  for (const volume of volumes) if (volume !== undefined && volume !== '0') count += 1;
  return count;
}

function addDecimals(a: Decimal, b: Decimal): Decimal {
  return toDecimal(add(exactOf(a), exactOf(b)), Math.max(fractionDigits(a), fractionDigits(b)));
}
