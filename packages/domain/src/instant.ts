/**
 * An instant as ISO 8601 in UTC with a trailing Z, e.g. `2026-03-01T09:30:00.000Z`.
 * A string, so that domain objects are plain JSON from the wire to the database and back.
 */
export type Instant = string & { readonly __instant: unique symbol };

/** What the code may ask about time; rooms without a clock take this. */
export interface Clock {
  now(): Date;
}

export function instantOf(date: Date): Instant {
  return date.toISOString() as Instant;
}

export function dateOf(instant: Instant): Date {
  return new Date(instant);
}

/** Milliseconds from `from` to `to`; negative when `to` is earlier. */
export function millisecondsBetween(from: Instant, to: Instant): number {
  return Date.parse(to) - Date.parse(from);
}

const DATE_TIME =
  /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2}|[+-]\d{2})?$/i;

const YEARS = /^(?!0000)\d{4}-/;

/**
 * Reads a date-time of the wire: `Z`, an offset, or none, which means UTC
 * (OCPI 2.2.1 types, DateTime). Answers undefined when it is no date-time.
 */
export function parseInstant(text: string): Instant | undefined {
  const match = DATE_TIME.exec(text.trim());
  if (!match) return undefined;
  const zone = match[2];
  const withZone = zone ? text.trim() : `${text.trim()}Z`;
  const hoursOnly = zone && /^[+-]\d{2}$/.test(zone) ? `${withZone}:00` : withZone;
  const time = Date.parse(hoursOnly.replace(' ', 'T'));
  if (Number.isNaN(time)) return undefined;
  const instant = instantOf(new Date(time));
  // An offset may carry it out of the years that four digits and PostgreSQL know.
  return YEARS.test(instant) ? instant : undefined;
}
