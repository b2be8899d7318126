import type { Instant } from '@peregrine/domain';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** Older than this, a status fades and says its age. */
export const STALE_AFTER_SECONDS = 15 * MINUTE;

/** Seconds from `at` to `now`; never negative, since partners' clocks may run ahead of ours. */
export function ageSeconds(at: Instant, now: number): number {
  return Math.max(0, Math.floor((now - Date.parse(at)) / 1000));
}

export function isStale(at: Instant, now: number): boolean {
  return ageSeconds(at, now) > STALE_AFTER_SECONDS;
}

/** `4 min. ago`, `3 hr. ago`, `2 days ago`; under a minute the language's word for now. */
export function formatAge(at: Instant, now: number, locale: string): string {
  const age = ageSeconds(at, now);
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
  if (age < MINUTE) return format.format(0, 'second');
  if (age < HOUR) return format.format(-Math.floor(age / MINUTE), 'minute');
  if (age < DAY) return format.format(-Math.floor(age / HOUR), 'hour');
  return format.format(-Math.floor(age / DAY), 'day');
}

/** `34 min`, `1 h 05 min`; `0 min` under a minute. */
export function formatDuration(seconds: number): string {
  const minutes = Math.floor(Math.max(0, seconds) / MINUTE);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

/** The time of day at the site: `14:05`. */
export function formatTime(at: Instant, timeZone: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  }).format(new Date(at));
}

/** The day at the site: `20 Nov 2026`. */
export function formatDate(at: Instant, timeZone: string, locale: string): string {
  return new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    dateStyle: 'medium',
    timeZone,
  }).format(new Date(at));
}

/** Day and time at the site with the zone's name, for documents: `20 Nov 2026, 14:05 CET`. */
export function formatDateTime(at: Instant, timeZone: string, locale: string): string {
  return new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
    timeZoneName: 'short',
  }).format(new Date(at));
}

/** The month at the site, for headings of a history: `November 2026`. */
export function formatMonth(at: Instant, timeZone: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone }).format(
    new Date(at),
  );
}
