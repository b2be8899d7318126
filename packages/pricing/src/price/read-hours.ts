import type { Decimal } from '@peregrine/domain';
import { digitsOf, fractionDigits, powerOfTen, roundQuotient } from './scale-decimal.ts';
import type { TimeReading } from './types.ts';

const MS_PER_HOUR = 3_600_000n;
const US_PER_HOUR = 3_600_000_000n;
const SECOND_MS = 1_000n;

export type ReadHours = { readonly ms: bigint; readonly reading: TimeReading };

/**
 * Decimal hours as milliseconds. Ten minutes arrive as 0.1666, 0.1667 or 0.166667 hours; taken
 * literally, a step of 600 s would bill some of them twice over. So a volume is read as the period's
 * own clock times (`clockMs`) when those lie within one unit of its last digit, else as the whole
 * second that does, else as sent. Digits beyond the hundredth count as precision; fewer may only be
 * zeros that JSON dropped.
 */
export function readHours(volume: Decimal, clockMs: bigint | undefined): ReadHours {
  if (volume === '0') return NO_HOURS;
  const digits = fractionDigits(volume);
  const unit = powerOfTen(digits);
  // Hours x 10^digits x ms: exact, before any division.
  const told = digitsOf(volume) * MS_PER_HOUR;
  if (clockMs !== undefined && clockMs > 0n) {
    const gap = clockMs * unit - told;
    if (gap === 0n) return { ms: clockMs, reading: 'as-sent' };
    if (isWithin(gap, unit, digits)) {
      const isSame = (gap < 0n ? -gap : gap) * 2n < unit;
      return { ms: clockMs, reading: isSame ? 'as-sent' : 'timestamps' };
    }
  }
  const ms = roundQuotient(told, unit);
  if (ms <= 0n) return { ms, reading: 'as-sent' };
  const second = roundQuotient(ms, SECOND_MS) * SECOND_MS;
  if (second !== ms && isWithin(second * unit - told, unit, digits)) {
    return { ms: second, reading: 'whole-second' };
  }
  return { ms, reading: 'as-sent' };
}

export const NO_HOURS: ReadHours = { ms: 0n, reading: 'as-sent' };

/** Decimal hours literally, to the millisecond. */
export function takeHours(volume: Decimal): ReadHours {
  const ms = roundQuotient(digitsOf(volume) * MS_PER_HOUR, powerOfTen(fractionDigits(volume)));
  return { ms, reading: 'as-sent' };
}

/** Within one unit of the last digit, and the microsecond that its own rounding may cost. */
function isWithin(gap: bigint, unit: bigint, digits: number): boolean {
  const toleranceUs = US_PER_HOUR / powerOfTen(Math.min(Math.max(2, digits), 9)) + 1n;
  return (gap < 0n ? -gap : gap) * 1_000n <= toleranceUs * unit;
}
