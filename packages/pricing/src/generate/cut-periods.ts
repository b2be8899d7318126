import {
  type CdrDimension,
  type ChargingPeriod,
  exact,
  type Instant,
  instantOf,
  type Tariff,
  toDecimal,
} from '@peregrine/domain';
import { clockEvents, type PriceEvents, priceEvents } from '../quote/price-events.ts';
import { findCrossings, type Meter } from './meter.ts';
import type { GenerateInput } from './types.ts';

type Cutting = Pick<GenerateInput, 'tariff' | 'nextTariff' | 'timeZone' | 'hourDecimals'> & {
  readonly startedAt: Instant;
};

/**
 * The charging periods of what the meter saw: a new one at every instant that may change a price
 * (OCPI 2.2.1 mod_cdrs, ChargingPeriod), or, without `split`, only where charging begins or ends.
 */
export function cutPeriods(
  meter: Meter,
  cutting: Cutting,
  split = true,
): readonly ChargingPeriod[] {
  const tariffs = [cutting.tariff, ...(cutting.nextTariff ? [cutting.nextTariff.tariff] : [])];
  const events = tariffs.map(priceEvents);
  const crossings = findCrossings(meter, split ? events.flatMap((it) => it.energyMwh) : []);
  const cuts = new Set([
    ...kindChanges(meter),
    ...(split
      ? [...crossings.keys(), ...events.flatMap((it) => eventCuts(meter, cutting, it))]
      : []),
    ...(split && cutting.nextTariff ? [secondsTo(cutting, cutting.nextTariff.from)] : []),
  ]);
  const ordered = [...cuts]
    .filter((second) => second > 0n && second < meter.endsAt)
    .sort((a, b) => (a < b ? -1 : 1));
  const readingAt = (second: bigint) => crossings.get(second) ?? meter.readingAt(second);
  const bounds = [0n, ...ordered, meter.endsAt];
  return bounds.slice(1).map((to, index) => {
    const from = bounds[index] ?? 0n;
    const energyMwh = readingAt(to) - readingAt(from);
    const tariffId = tariffAt(cutting, from)?.tariffId;
    return {
      startedAt: instantAfter(cutting.startedAt, from),
      dimensions: dimensionsOf(meter, from, to, energyMwh, cutting.hourDecimals ?? 6),
      ...(cutting.nextTariff && tariffId !== undefined && { tariffId }),
    };
  });
}

function kindChanges({ spans }: Meter): readonly bigint[] {
  return spans.flatMap(({ from, counts }, index) =>
    spans[index - 1]?.counts === counts ? [] : [from],
  );
}

function eventCuts(meter: Meter, cutting: Cutting, events: PriceEvents): readonly bigint[] {
  const { startedAt, timeZone } = cutting;
  // A reservation and the charge after it each have a duration of their own.
  const charging = meter.spans.find(({ counts }) => counts !== 'RESERVATION_TIME')?.from ?? 0n;
  const end = instantAfter(startedAt, meter.endsAt);
  const durations = events.elapsedMs.map((ms) => ms / 1_000n);
  const clock = clockEvents(events.minutesOfDay, startedAt, end, timeZone);
  return [
    ...durations.filter((second) => second < charging),
    ...durations.map((second) => charging + second),
    ...clock.map((at) => BigInt(Math.floor((Number(at) - Date.parse(startedAt)) / 1_000))),
    ...(events.byFlow ? meter.spans.map(({ from }) => from) : []),
  ];
}

function tariffAt({ tariff, nextTariff, ...rest }: Cutting, second: bigint): Tariff {
  return nextTariff && second >= secondsTo(rest, nextTariff.from) ? nextTariff.tariff : tariff;
}

function secondsTo({ startedAt }: Pick<Cutting, 'startedAt'>, instant: Instant): bigint {
  return BigInt(Math.ceil((Date.parse(instant) - Date.parse(startedAt)) / 1_000));
}

export function instantAfter(instant: Instant, seconds: bigint): Instant {
  return instantOf(new Date(Date.parse(instant) + Number(seconds) * 1_000));
}

const VOLTS = 230n;

function dimensionsOf(
  meter: Meter,
  from: bigint,
  to: bigint,
  energyMwh: bigint,
  hourDecimals: number,
): readonly CdrDimension[] {
  const spans = meter.spans.filter((span) => span.from < to && span.to > from);
  const powers = spans.map(({ powerMw }) => powerMw).sort((a, b) => (a < b ? -1 : 1));
  const [least = 0n, most = least] = [powers[0], powers.at(-1)];
  const kw = (powerMw: bigint) => toDecimal(exact(powerMw, 1_000_000n), 6);
  // Over all phases together, as OCPI counts it.
  const ampere = (powerMw: bigint) => toDecimal(exact(powerMw, 1_000n * VOLTS), 3);
  return [
    ...(energyMwh === 0n
      ? []
      : [{ type: 'ENERGY', volume: toDecimal(exact(energyMwh, 1_000_000n), 6) }]),
    {
      type: spans[0]?.counts ?? 'TIME',
      volume: toDecimal(exact(to - from, 3_600n), hourDecimals),
    },
    { type: 'MIN_POWER', volume: kw(least) },
    { type: 'MAX_POWER', volume: kw(most) },
    { type: 'MIN_CURRENT', volume: ampere(least) },
    { type: 'MAX_CURRENT', volume: ampere(most) },
  ];
}
