import type { Cdr, Instant } from '@peregrine/domain';
import { LineError } from '../frame/line-error.ts';

/** An IANA zone, and how it was found; what is assumed, the answer has to mention. */
export type FoundZone = {
  readonly timeZone: string;
  readonly origin: 'location' | 'country' | 'assumed';
};

export const ASSUMED_UTC: FoundZone = { timeZone: 'UTC', origin: 'assumed' };

/** A zone that was given; undefined where none was. Throws a LineError on one that is unknown. */
export function readZone(value: unknown, pointer: string): FoundZone | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string' && formatOf(value)) return { timeZone: value, origin: 'location' };
  throw new LineError('time-zone', 'expected an IANA time zone', pointer);
}

/**
 * The zone of a CDR: what it says itself, as 2.1.1 can; its country's, where all clocks there showed
 * one time; else UTC, assumed.
 */
export function findZone({ location, startedAt, endedAt }: Cdr): FoundZone {
  if (location.timeZone !== undefined) {
    return { timeZone: location.timeZone, origin: 'location' };
  }
  const zones = zonesOf(location.country ?? '');
  const [first] = zones;
  if (first === undefined) return ASSUMED_UTC;
  const isOne = [startedAt, endedAt].every(
    (instant) =>
      zones.length === 1 || new Set(zones.map((zone) => offset(zone, instant))).size === 1,
  );
  return isOne ? { timeZone: first, origin: 'country' } : ASSUMED_UTC;
}

const zones = new Map<string, readonly string[]>();

/** The zones of a country (ISO 3166-1 alpha-2). */
function zonesOf(country: string): readonly string[] {
  const known = zones.get(country);
  if (known) return known;
  const found = /^[A-Z]{2}$/.test(country)
    ? new Intl.Locale('und', { region: country })
    : undefined;
  const list = found?.getTimeZones?.() ?? [];
  zones.set(country, list);
  return list;
}

function offset(zone: string, instant: Instant): string {
  return formatOf(zone)?.format(Date.parse(instant)) ?? '';
}

const formats = new Map<string, Intl.DateTimeFormat | undefined>();

/** What tells a zone's offset; undefined for a zone that is unknown. */
function formatOf(zone: string): Intl.DateTimeFormat | undefined {
  if (!formats.has(zone)) formats.set(zone, createFormat(zone));
  return formats.get(zone);
}

function createFormat(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
