import {
  type CdrDimension,
  type ChargingPeriod,
  divide,
  exact,
  exactOf,
  type Instant,
  instantOf,
  multiply,
  toDecimal,
} from '@peregrine/domain';
import type { ChargeSlice } from './charge-slices.ts';
import { clockEvents, type PriceEvents } from './price-events.ts';
import type { ProjectedSession, QuoteConnector } from './types.ts';

/** A moment of the session: what was charged until then, and at which power since the one before. */
type Moment = { readonly atMs: bigint; readonly energyMwh: bigint; readonly powerMw: bigint };

type Plan = {
  readonly slices: readonly ChargeSlice[];
  readonly events: PriceEvents;
  readonly startedAt: Instant;
  readonly stayMs: bigint;
  readonly timeZone: string;
  readonly connector: QuoteConnector;
};

const MS_PER_HOUR = 3_600_000n;
const MWH_PER_KWH = 1_000_000n;

/** How long the slices take together. */
export function chargingMs(slices: readonly ChargeSlice[]): bigint {
  return slices.reduce((total, slice) => total + sliceMs(slice), 0n);
}

function sliceMs({ energyMwh, powerMw }: ChargeSlice): bigint {
  return (energyMwh * MS_PER_HOUR + powerMw - 1n) / powerMw;
}

/**
 * The session that a charge will be: a new period at every instant at which its price may change
 * (OCPI 2.2.1 mod_cdrs, ChargingPeriod), energy and time exact to the mWh and the ms.
 */
export function projectSession(plan: Plan): ProjectedSession {
  const { slices, startedAt, stayMs, connector } = plan;
  const chargedMs = chargingMs(slices);
  const instant = (ms: bigint) => instantOf(new Date(Date.parse(startedAt) + Number(ms)));
  const clock = clockEvents(
    plan.events.minutesOfDay,
    startedAt,
    instant(chargedMs + stayMs),
    plan.timeZone,
  );
  const start = Date.parse(startedAt);
  const cuts = [...plan.events.elapsedMs, ...clock.map((at) => BigInt(Math.floor(at - start)))];
  const charging = chargingMoments(slices, plan.events, cuts);
  const energyMwh = charging.at(-1)?.energyMwh ?? 0n;
  const staying = stayMoments(cuts, chargedMs, chargedMs + stayMs, energyMwh);
  const periods: ChargingPeriod[] = [];
  let last: Moment = { atMs: 0n, energyMwh: 0n, powerMw: 0n };
  for (const moment of [...charging, ...staying]) {
    const dimensions = [
      ...volumesBetween(last, moment),
      ...(plan.events.byFlow ? flowsAt(moment.powerMw, connector) : []),
    ];
    periods.push({ startedAt: instant(last.atMs), dimensions });
    last = moment;
  }
  return {
    startedAt,
    chargedAt: instant(chargedMs),
    endedAt: instant(chargedMs + stayMs),
    energyKwh: toDecimal(exact(energyMwh, MWH_PER_KWH)),
    periods,
  };
}

/** The ends of the charging periods, in order; the last is the end of the charge. */
function chargingMoments(
  slices: readonly ChargeSlice[],
  events: PriceEvents,
  cuts: readonly bigint[],
): readonly Moment[] {
  const moments = new Map<bigint, Moment>();
  let [startMs, startMwh] = [0n, 0n];
  for (const [index, slice] of slices.entries()) {
    const lasts = sliceMs(slice);
    const mark = (afterMs: bigint, energyMwh: bigint) => {
      const atMs = startMs + afterMs;
      const before = moments.get(atMs)?.energyMwh ?? 0n;
      const reached = startMwh + energyMwh;
      const most = reached > before ? reached : before;
      moments.set(atMs, { atMs, energyMwh: most, powerMw: slice.powerMw });
    };
    for (const cut of cuts.map((at) => at - startMs)) {
      if (cut > 0n && cut <= lasts) mark(cut, (slice.energyMwh * cut) / lasts);
    }
    for (const bound of events.energyMwh.map((at) => at - startMwh)) {
      if (bound <= 0n || bound > slice.energyMwh) continue;
      mark((bound * lasts + slice.energyMwh - 1n) / slice.energyMwh, bound);
    }
    if (events.byFlow || index === slices.length - 1) mark(lasts, slice.energyMwh);
    startMs += lasts;
    startMwh += slice.energyMwh;
  }
  return [...moments.values()].sort((a, b) => (a.atMs < b.atMs ? -1 : 1));
}

function stayMoments(
  cuts: readonly bigint[],
  fromMs: bigint,
  toMs: bigint,
  energyMwh: bigint,
): readonly Moment[] {
  const ends = new Set([...cuts.filter((at) => at > fromMs && at < toMs), toMs]);
  ends.delete(fromMs);
  return [...ends]
    .sort((a, b) => (a < b ? -1 : 1))
    .map((atMs) => ({ atMs, energyMwh, powerMw: 0n }));
}

function volumesBetween(from: Moment, to: Moment): CdrDimension[] {
  const hours = toDecimal(exact(to.atMs - from.atMs, MS_PER_HOUR));
  if (to.powerMw === 0n) return [{ type: 'PARKING_TIME', volume: hours }];
  const energy = exact(to.energyMwh - from.energyMwh, MWH_PER_KWH);
  return [
    { type: 'ENERGY', volume: toDecimal(energy) },
    { type: 'TIME', volume: hours },
  ];
}

/** Power, and current as the same share of what the connector gives. */
function flowsAt(powerMw: bigint, { maxPowerKw, maxCurrentA }: QuoteConnector): CdrDimension[] {
  const power = exact(powerMw, MWH_PER_KWH);
  const current = maxCurrentA && multiply(exactOf(maxCurrentA), divide(power, exactOf(maxPowerKw)));
  return [
    { type: 'POWER', volume: toDecimal(power) },
    ...(current ? [{ type: 'CURRENT', volume: toDecimal(current) }] : []),
  ];
}
