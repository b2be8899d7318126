import type { Instant } from '@peregrine/domain';

/** Days from 1970-01-01 to the first of each month of a year that is no leap year. */
const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334] as const;
const ZERO = 48;

/**
 * An instant as whole ms since 1970-01-01T00:00Z. Instants have one form, `2026-03-01T09:30:00.000Z`,
 * so their fields can be read where they stand: that is several times faster than `Date.parse`, which
 * still reads whatever has another form.
 */
export function instantMs(instant: Instant): bigint {
  if (instant.length !== 24) return BigInt(Date.parse(instant));
  const at = (index: number) => instant.charCodeAt(index) - ZERO;
  const year = at(0) * 1000 + at(1) * 100 + at(2) * 10 + at(3);
  const month = at(5) * 10 + at(6);
  const day = at(8) * 10 + at(9);
  const seconds =
    (at(11) * 10 + at(12)) * 3600 + (at(14) * 10 + at(15)) * 60 + at(17) * 10 + at(18);
  const thousandths = at(20) * 100 + at(21) * 10 + at(22);
  // Leap days up to the year before, and this year's own once February is over.
  const past = month > 2 ? year : year - 1;
  const leapDays = Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400) - 477;
  const days = (year - 1970) * 365 + leapDays + (DAYS_BEFORE_MONTH[month - 1] ?? 0) + day - 1;
  return BigInt((days * 86_400 + seconds) * 1000 + thousandths);
}
