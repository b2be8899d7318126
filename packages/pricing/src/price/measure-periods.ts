import { type ChargingPeriod, type Decimal, type Instant, toDecimal } from '@peregrine/domain';
import { ENERGY_DECIMALS } from './compile-restrictions.ts';
import { instantMs } from './instant-ms.ts';
import type { Moment } from './match-restrictions.ts';
import type { PricingPolicy } from './policy.ts';
import { NO_HOURS, type ReadHours, readHours, takeHours } from './read-hours.ts';
import { digitsOf, fractionDigits, powerOfTen, scaleDecimal } from './scale-decimal.ts';
import type { PriceSessionInput, PricingNote, TimeReading } from './types.ts';
import type { ZoneClock } from './zone-clock.ts';

/** A charging period in integers: energy in mWh, time in ms, with what came before it. */
export type MeasuredPeriod = Moment & {
  readonly index: number;
  readonly endsAt: Instant;
  readonly startMs: bigint;
  /** Of its clock times; not what it says to have measured. */
  readonly lastedMs: bigint;
  readonly energyMwh: bigint;
  readonly timeMs: bigint;
  readonly parkingMs: bigint;
  readonly reservationMs: bigint;
  readonly reading: TimeReading;
};

/** What every period of a session is measured with. */
type Frame = {
  readonly recordMs: bigint;
  readonly recordEndMs: bigint;
  /** From when durations count. */
  readonly chargingMs: bigint;
  readonly policy: PricingPolicy;
  readonly clock: ZoneClock;
  readonly notes: PricingNote[];
};

type Placed = { readonly period: ChargingPeriod; readonly index: number; readonly startMs: bigint };

/**
 * Reads the periods in the order of their start. A period lasts until the next one starts, the last
 * until the session's end (OCPI 2.2.1 mod_cdrs, ChargingPeriod).
 */
export function measurePeriods(
  input: PriceSessionInput,
  recordMs: bigint,
  policy: PricingPolicy,
  clock: ZoneClock,
  notes: PricingNote[],
): readonly MeasuredPeriod[] {
  const placed = placePeriods(input, recordMs, notes);
  const recordEndMs = instantMs(input.endedAt);
  const chargingMs = policy.durationFrom === 'record' ? recordMs : chargingStart(placed, recordMs);
  const frame: Frame = { recordMs, recordEndMs, chargingMs, policy, clock, notes };
  const measured: MeasuredPeriod[] = [];
  let energyBeforeMwh = 0n;
  for (let at = 0; at < placed.length; at += 1) {
    const here = placed[at];
    if (!here) continue;
    const next = placed[at + 1];
    const lastedMs = (next ? next.startMs : recordEndMs) - here.startMs;
    const endsAt = next ? next.period.startedAt : input.endedAt;
    const period = measure(here, endsAt, lastedMs, energyBeforeMwh, frame);
    energyBeforeMwh += period.energyMwh;
    measured.push(period);
  }
  return measured;
}

function placePeriods(
  { periods, startedAt }: PriceSessionInput,
  recordMs: bigint,
  notes: PricingNote[],
): readonly Placed[] {
  const placed: Placed[] = [];
  let isSorted = true;
  let lastMs: bigint | undefined;
  for (const period of periods) {
    const startMs = period.startedAt === startedAt ? recordMs : instantMs(period.startedAt);
    if (lastMs !== undefined && startMs < lastMs) isSorted = false;
    lastMs = startMs;
    placed.push({ period, index: placed.length, startMs });
  }
  if (isSorted) return placed;
  notes.push({ code: 'periods-out-of-order' });
  return placed.sort((a, b) => (a.startMs < b.startMs ? -1 : a.startMs > b.startMs ? 1 : 0));
}

/** Where a reservation came first, the session begins with the first period that is none. */
function chargingStart(placed: readonly Placed[], recordMs: bigint): bigint {
  const [first] = placed;
  if (!first || !isReservation(first.period)) return recordMs;
  return placed.find(({ period }) => !isReservation(period))?.startMs ?? recordMs;
}

function isReservation({ dimensions }: ChargingPeriod): boolean {
  return dimensions.some(({ type, volume }) => type === 'RESERVATION_TIME' && volume !== '0');
}

function measure(
  { period, index, startMs }: Placed,
  endsAt: Instant,
  lastedMs: bigint,
  energyBeforeMwh: bigint,
  { recordMs, recordEndMs, chargingMs, policy, clock, notes }: Frame,
): MeasuredPeriod {
  if (startMs < recordMs || startMs > recordEndMs) {
    notes.push({ code: 'period-outside-session', periodIndex: index });
  }
  const { energy, time, parking, reservation } = readVolumes(period, policy, index, notes);
  // Clock times tell one duration: they can stand for a volume only where it is the only one.
  const isSole = countSome(time) + countSome(parking) + countSome(reservation) === 1;
  const clockMs = isSole ? lastedMs : undefined;
  const charged = read(time, clockMs, policy);
  const parked = read(parking, clockMs, policy);
  const reserved = read(reservation, clockMs, policy);
  const reading = readingOf(charged, parked, reserved);
  if (reading !== 'as-sent') notes.push({ code: 'hours-read-as-seconds', periodIndex: index });
  const sinceMs = reserved.ms > 0n ? recordMs : chargingMs;
  const localMs = clock.localMs(startMs);
  return {
    index,
    period,
    endsAt,
    startMs,
    lastedMs,
    localMs,
    elapsedMs: policy.duration === 'elapsed' ? startMs - sinceMs : localMs - clock.localMs(sinceMs),
    energyBeforeMwh,
    energyMwh: readEnergy(energy, index, notes),
    timeMs: charged.ms,
    parkingMs: parked.ms,
    reservationMs: reserved.ms,
    reading,
    flows: { CURRENT: undefined, POWER: undefined },
    wall: undefined,
  };
}

function readEnergy(
  energy: Decimal | undefined,
  periodIndex: number,
  notes: PricingNote[],
): bigint {
  if (energy === undefined) return 0n;
  if (fractionDigits(energy) > ENERGY_DECIMALS) {
    notes.push({ code: 'energy-finer-than-mwh', periodIndex });
  }
  const energyMwh = scaleDecimal(energy, ENERGY_DECIMALS);
  if (energyMwh < 0n) notes.push({ code: 'negative-energy', periodIndex });
  return energyMwh;
}

function read(
  volume: Decimal | undefined,
  clockMs: bigint | undefined,
  policy: PricingPolicy,
): ReadHours {
  if (volume === undefined) return NO_HOURS;
  return policy.hours === 'snapped' ? readHours(volume, clockMs) : takeHours(volume);
}

function readingOf(charged: ReadHours, parked: ReadHours, reserved: ReadHours): TimeReading {
  if (charged.reading !== 'as-sent') return charged.reading;
  return parked.reading === 'as-sent' ? reserved.reading : parked.reading;
}

function countSome(volume: Decimal | undefined): 0 | 1 {
  return volume !== undefined && volume !== '0' ? 1 : 0;
}

type Volumes = {
  energy: Decimal | undefined;
  time: Decimal | undefined;
  parking: Decimal | undefined;
  reservation: Decimal | undefined;
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
  const take = (earlier: Decimal | undefined, volume: Decimal): Decimal => {
    if (earlier === undefined) return volume;
    notes.push({ code: 'repeated-dimension', periodIndex });
    return policy.repeatedDimension === 'sum' ? addDecimals(earlier, volume) : earlier;
  };
  for (const { type, volume } of dimensions) {
    if (type === 'ENERGY') volumes.energy = take(volumes.energy, volume);
    else if (type === 'TIME') volumes.time = take(volumes.time, volume);
    else if (type === 'PARKING_TIME') volumes.parking = take(volumes.parking, volume);
    else if (type === 'RESERVATION_TIME') volumes.reservation = take(volumes.reservation, volume);
  }
  return volumes;
}

function addDecimals(a: Decimal, b: Decimal): Decimal {
  const digits = Math.max(fractionDigits(a), fractionDigits(b));
  const scaled = (value: Decimal) => digitsOf(value) * powerOfTen(digits - fractionDigits(value));
  return toDecimal({ num: scaled(a) + scaled(b), den: powerOfTen(digits) }, digits);
}
