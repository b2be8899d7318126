/** The wall clock of one time zone; every instant and reading in ms since 1970-01-01T00:00. */
export type ZoneClock = {
  readonly localMs: (instantMs: bigint) => bigint;
  /** When the zone's offset changes, after `fromMs` and before `toMs`, within `MOST_BLOCKS` years. */
  readonly changesBetween: (fromMs: bigint, toMs: bigint) => readonly bigint[];
};

type Span = { readonly fromMs: bigint; readonly toMs: bigint; readonly offsetMs: bigint };

export const DAY_MS = 86_400_000n;
/** Changes of offset are further apart than a day, and a year's are looked up at once. */
const SAMPLE_MS = DAY_MS;
const BLOCK_MS = 366n * DAY_MS;
const SECOND_MS = 1_000n;
/** Nobody charges for years: without an end, a partner's year 9999 would cost minutes. */
const MOST_BLOCKS = 2n;

const clocks = new Map<string, ZoneClock>();

/**
 * The clock of an IANA time zone; undefined for an unknown one. Asking `Intl` costs microseconds, so
 * a zone's changes are found once a year of it and kept: there are few hundred zones.
 */
export function zoneClock(timeZone: string): ZoneClock | undefined {
  const known = clocks.get(timeZone);
  if (known) return known;
  const format = formatOf(timeZone);
  if (!format) return undefined;
  const clock = clockOf((instantMs) => offsetOf(format, instantMs));
  clocks.set(timeZone, clock);
  return clock;
}

function clockOf(offsetAt: (instantMs: bigint) => bigint): ZoneClock {
  const blocks = new Map<bigint, readonly Span[]>();
  let last: Span = { fromMs: 0n, toMs: 0n, offsetMs: 0n };
  const spansOf = (block: bigint): readonly Span[] => {
    const known = blocks.get(block);
    if (known) return known;
    const spans = findSpans(block * BLOCK_MS, offsetAt);
    blocks.set(block, spans);
    return spans;
  };
  const localMs = (instantMs: bigint): bigint => {
    if (instantMs < last.fromMs || instantMs >= last.toMs) {
      const spans = spansOf(floorDivide(instantMs, BLOCK_MS));
      last = spans.find(({ toMs }) => instantMs < toMs) ?? last;
    }
    return instantMs + last.offsetMs;
  };
  const changesBetween = (fromMs: bigint, toMs: bigint): readonly bigint[] => {
    const found: bigint[] = [];
    let offsetMs = localMs(fromMs) - fromMs;
    const first = floorDivide(fromMs, BLOCK_MS);
    for (let block = first; block * BLOCK_MS < toMs; block += 1n) {
      if (block > first + MOST_BLOCKS) break;
      for (const span of spansOf(block)) {
        if (span.fromMs <= fromMs || span.fromMs >= toMs) continue;
        if (span.offsetMs !== offsetMs) found.push(span.fromMs);
        offsetMs = span.offsetMs;
      }
    }
    return found;
  };
  return { localMs, changesBetween };
}

/** A block of days as spans of one offset each. */
function findSpans(startMs: bigint, offsetAt: (instantMs: bigint) => bigint): readonly Span[] {
  const endMs = startMs + BLOCK_MS;
  const spans: Span[] = [];
  let fromMs = startMs;
  let offsetMs = offsetAt(startMs);
  for (let at = startMs; at < endMs; at += SAMPLE_MS) {
    const next = offsetAt(at + SAMPLE_MS);
    if (next === offsetMs) continue;
    const change = findChange(at, at + SAMPLE_MS, offsetMs, offsetAt);
    spans.push({ fromMs, toMs: change, offsetMs });
    fromMs = change;
    offsetMs = next;
  }
  spans.push({ fromMs, toMs: endMs, offsetMs });
  return spans.filter((span) => span.fromMs < span.toMs);
}

/** The first second with another offset than `before`, by halving. */
function findChange(
  fromMs: bigint,
  toMs: bigint,
  before: bigint,
  offsetAt: (instantMs: bigint) => bigint,
): bigint {
  let [low, high] = [fromMs, toMs];
  while (high - low > SECOND_MS) {
    const middle = ((low + high) / (2n * SECOND_MS)) * SECOND_MS;
    if (offsetAt(middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

const OFFSET = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?/;

function offsetOf(format: Intl.DateTimeFormat, instantMs: bigint): bigint {
  const [, sign, hours = '0', minutes = '0', seconds = '0'] =
    OFFSET.exec(format.format(Number(instantMs))) ?? [];
  const total = (BigInt(hours) * 3_600n + BigInt(minutes) * 60n + BigInt(seconds)) * SECOND_MS;
  return sign === '-' ? -total : total;
}

function formatOf(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Towards minus infinity, so that instants before 1970 have their day too. */
export function floorDivide(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value < 0n && quotient * by !== value ? quotient - 1n : quotient;
}
