import type { Stretch } from './plan-stretches.ts';

/** What a meter of whole Wh shows, in mWh, so many whole seconds after the record began. */
export type Meter = {
  readonly endsAt: bigint;
  readingAt(second: bigint): bigint;
  /** The stretches with where they begin and end. */
  readonly spans: readonly Span[];
};

export type Span = Stretch & { readonly from: bigint; readonly to: bigint };

const MWH_PER_WH = 1_000n;
/** mW times s to mWh. */
const SECONDS_PER_HOUR = 3_600n;

export function meterOf(stretches: readonly Stretch[]): Meter {
  const spans: (Span & { readonly before: bigint })[] = [];
  let [at, work] = [0n, 0n];
  for (const stretch of stretches) {
    spans.push({ ...stretch, from: at, to: at + stretch.seconds, before: work });
    at += stretch.seconds;
    work += stretch.seconds * stretch.powerMw;
  }
  const readingAt = (second: bigint): bigint => {
    const span = spans.find(({ to }) => second < to);
    const done = span ? span.before + (second - span.from) * span.powerMw : work;
    return floorTo(done, SECONDS_PER_HOUR * MWH_PER_WH) * MWH_PER_WH;
  };
  return { endsAt: at, readingAt, spans };
}

function floorTo(value: bigint, unit: bigint): bigint {
  return value / unit - (value < 0n && value % unit !== 0n ? 1n : 0n);
}

/** The seconds at which the reading first reaches, or falls below, one of the thresholds (mWh). */
export function findCrossings(
  { spans, readingAt }: Meter,
  thresholds: readonly bigint[],
): ReadonlyMap<bigint, bigint> {
  const crossings = new Map<bigint, bigint>();
  for (const { from, to } of spans) {
    for (const threshold of thresholds) {
      const isBelow = (second: bigint) => readingAt(second) < threshold;
      if (isBelow(from) === isBelow(to)) continue;
      let [low, high] = [from, to];
      while (high - low > 1n) {
        const middle = (low + high) / 2n;
        if (isBelow(middle) === isBelow(from)) low = middle;
        else high = middle;
      }
      // A threshold passed within a second is where the period ends: it belongs to the next one.
      const reading = isBelow(from) ? threshold : readingAt(high);
      const known = crossings.get(high);
      crossings.set(high, known !== undefined && known > reading ? known : reading);
    }
  }
  return crossings;
}
