import { take, text } from './leaves.ts';
import { observe, type Reading } from './reading.ts';

const zones = new Map<string, boolean>();

/** An IANA zone that this machine knows; undefined, with a finding, otherwise. */
export function readZone(reading: Reading, value: unknown, key: string): string | undefined {
  const zone = take(reading, value, key, text);
  if (zone === undefined || zone === '') return undefined;
  if (isKnownZone(zone)) return zone;
  observe(reading, 'unknown-time-zone', key, 'not an IANA time zone; left out');
  return undefined;
}

/** Whether this machine knows an IANA zone; the answers are kept, since asking is slow. */
export function isKnownZone(zone: string): boolean {
  const cached = zones.get(zone);
  if (cached !== undefined) return cached;
  const known = isZone(zone);
  if (zones.size < 1_000) zones.set(zone, known);
  return known;
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).format(0) !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
