import { type ChargingPeriod, type Decimal, type Exact, exactOf } from '@peregrine/domain';
import { readHours } from './read-hours.ts';
import type { PriceSessionInput, PricingNote, TimeReading } from './types.ts';

/** A charging period in integers: energy in mWh, time in ms, with what came before it. */
export type MeasuredPeriod = {
  readonly index: number;
  readonly period: ChargingPeriod;
  readonly energyMwh: bigint;
  readonly timeMs: bigint;
  readonly parkingMs: bigint;
  readonly reservationMs: bigint;
  readonly reading: TimeReading;
  readonly energyBeforeMwh: bigint;
  readonly elapsedMs: bigint;
};

const MWH_DECIMALS = 6;

/**
 * Reads the periods in the order of their start. A period lasts until the next one starts, the last
 * until the session's end (OCPI 2.2.1 mod_cdrs, ChargingPeriod).
 */
export function measurePeriods(input: PriceSessionInput): {
  readonly periods: readonly MeasuredPeriod[];
  readonly notes: readonly PricingNote[];
} {
  const notes: PricingNote[] = [];
  const ordered = input.periods
    .map((period, index) => ({ period, index, start: Date.parse(period.startedAt) }))
    .toSorted((a, b) => a.start - b.start);
  if (ordered.some(({ index }, position) => index !== position)) {
    notes.push({ code: 'periods-out-of-order' });
  }
  const startMs = BigInt(Date.parse(input.startedAt));
  let energyBeforeMwh = 0n;
  const periods = ordered.map(({ period, index, start }, position) => {
    const end = ordered[position + 1]?.start ?? Date.parse(input.endedAt);
    const measured = measure(period, BigInt(end - start));
    notes.push(...measured.notes.map((code) => ({ code, periodIndex: index })));
    const result = {
      ...measured,
      index,
      period,
      energyBeforeMwh,
      elapsedMs: BigInt(start) - startMs,
    };
    energyBeforeMwh += measured.energyMwh;
    return result;
  });
  return { periods, notes };
}

function measure(period: ChargingPeriod, lastedMs: bigint) {
  const energy = volumeOf(period, 'ENERGY');
  const times = ['TIME', 'PARKING_TIME', 'RESERVATION_TIME'].map((type) => volumeOf(period, type));
  // Clock times tell one duration: they can stand for a volume only where it is the only one.
  const clock = times.filter((volume) => isSome(volume)).length === 1 ? lastedMs : undefined;
  const [time, parking, reservation] = times.map((volume) => readHours(volume, clock));
  const readings = [time, parking, reservation].map((it) => it?.reading ?? 'as-sent');
  const notes: PricingNote['code'][] = [];
  if (readings.some((reading) => reading !== 'as-sent')) notes.push('hours-read-as-seconds');
  if (fractionDigits(energy) > MWH_DECIMALS) notes.push('energy-finer-than-mwh');
  if (energy?.startsWith('-')) notes.push('negative-energy');
  return {
    energyMwh: energy === undefined ? 0n : scaled(exactOf(energy)),
    timeMs: time?.ms ?? 0n,
    parkingMs: parking?.ms ?? 0n,
    reservationMs: reservation?.ms ?? 0n,
    reading: readings.find((reading) => reading !== 'as-sent') ?? 'as-sent',
    notes,
  } as const;
}

/** kWh as mWh, half-up where somebody claims to measure finer. */
function scaled(kwh: Exact): bigint {
  const num = kwh.num * 10n ** BigInt(MWH_DECIMALS);
  const magnitude = num < 0n ? -num : num;
  const rounded = (magnitude * 2n + kwh.den) / (kwh.den * 2n);
  return num < 0n ? -rounded : rounded;
}

/** The volume of a dimension; a type sent twice in one period is taken at its first value. */
export function volumeOf(period: ChargingPeriod, type: string): Decimal | undefined {
  return period.dimensions.find((dimension) => dimension.type === type)?.volume;
}

function isSome(volume: Decimal | undefined): boolean {
  return volume !== undefined && volume !== '0';
}

function fractionDigits(value: Decimal | undefined): number {
  return value?.split('.')[1]?.length ?? 0;
}
