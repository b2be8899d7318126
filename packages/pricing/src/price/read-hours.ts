import { type Decimal, exactOf, roundHalfUp } from '@peregrine/domain';
import type { TimeReading } from './types.ts';

const MS_PER_HOUR = 3_600_000n;

/**
 * Decimal hours as milliseconds. Ten minutes arrive as 0.1666, 0.1667 or 0.166667 hours; taken
 * literally, a step of 600 s would bill some of them twice over. So a volume is read as the period's
 * own clock times (`clockMs`) when those lie within one unit of its last digit, else as the whole
 * second that does, else as sent. Digits beyond the hundredth count as precision; fewer may only be
 * zeros that JSON dropped.
 */
export function readHours(
  volume: Decimal | undefined,
  clockMs: bigint | undefined,
): { readonly ms: bigint; readonly reading: TimeReading } | undefined {
  if (volume === undefined) return undefined;
  if (volume === '0') return { ms: 0n, reading: 'as-sent' };
  const hours = exactOf(volume);
  const asSent = roundHalfUp({ num: hours.num * MS_PER_HOUR, den: hours.den }, 0);
  const unit = MS_PER_HOUR * 1_000n;
  const digits = Math.max(2, volume.split('.')[1]?.length ?? 0);
  const toleranceUs = unit / 10n ** BigInt(Math.min(digits, 9)) + 1n;
  const isWithin = (ms: bigint) => distance(ms, asSent) * 1_000n <= toleranceUs;
  if (clockMs !== undefined && clockMs > 0n && isWithin(clockMs)) {
    return { ms: clockMs, reading: clockMs === asSent ? 'as-sent' : 'timestamps' };
  }
  const second = ((asSent + 500n) / 1_000n) * 1_000n;
  if (asSent > 0n && isWithin(second)) {
    return { ms: second, reading: second === asSent ? 'as-sent' : 'whole-second' };
  }
  return { ms: asSent, reading: 'as-sent' };
}

function distance(a: bigint, b: bigint): bigint {
  return a < b ? b - a : a - b;
}
