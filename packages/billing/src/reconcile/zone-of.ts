import type { GeoPoint } from '@peregrine/domain';

/** How the time zone of a CDR was found, the surest first. */
export type ZoneOrigin = 'location' | 'coordinates' | 'country' | 'assumed';

export type Zone = { readonly timeZone: string; readonly origin: ZoneOrigin };

/** Where to look a zone up; pure, and undefined where there is none. */
export type ZoneLookup = {
  /** The IANA zone of a place on land. */
  byPoint(point: GeoPoint): string | undefined;
  /** The zone of a country that has one, by ISO 3166-1 alpha-2. */
  byCountry(country: string): string | undefined;
};

export type ZoneOfInput = {
  /** What the stored location says; a CDR says none. */
  readonly storedZone?: string;
  readonly point?: GeoPoint;
  readonly country?: string;
  /** The hub or partner says UTC for all it has (`saysUtcEverywhere`): its UTC is no statement. */
  readonly saysUtcEverywhere?: boolean;
};

/**
 * The zone in which the tariff's local times of a CDR are read, and how it was found: the stored
 * location's, else that of the coordinates, else that of the country, else UTC, assumed. A zone that
 * does not exist is none.
 */
export function zoneOf(input: ZoneOfInput, lookup: ZoneLookup): Zone {
  const { storedZone, point, country } = input;
  const doubted = input.saysUtcEverywhere === true && isUtc(storedZone);
  if (storedZone !== undefined && isZone(storedZone) && !doubted) {
    return { timeZone: storedZone, origin: 'location' };
  }
  const byPoint = point && lookup.byPoint(point);
  if (byPoint !== undefined && isZone(byPoint)) return { timeZone: byPoint, origin: 'coordinates' };
  const byCountry = country === undefined ? undefined : lookup.byCountry(country);
  if (byCountry !== undefined && isZone(byCountry))
    return { timeZone: byCountry, origin: 'country' };
  return { timeZone: 'UTC', origin: 'assumed' };
}

/** From how few locations it may be told that a partner's UTC means nothing. */
const ENOUGH = 2;

/**
 * Whether a partner or hub says UTC for each of its locations although some of them have another
 * clock. One location alone proves nothing: it may be wrong by itself.
 */
export function saysUtcEverywhere(
  locations: readonly Omit<ZoneOfInput, 'saysUtcEverywhere'>[],
  lookup: ZoneLookup,
): boolean {
  const telling = locations.filter(({ storedZone }) => storedZone !== undefined);
  if (telling.length < ENOUGH || !telling.every(({ storedZone }) => isUtc(storedZone)))
    return false;
  return telling.some(({ storedZone: _said, ...location }) => {
    const { timeZone, origin } = zoneOf(location, lookup);
    return origin !== 'assumed' && !isUtc(timeZone) && !keepsUtc(timeZone);
  });
}

const UTC_NAMES = new Set(['utc', 'etc/utc', 'gmt', 'etc/gmt', 'z', 'zulu', 'etc/zulu', 'uct']);

function isUtc(zone: string | undefined): boolean {
  return zone !== undefined && UTC_NAMES.has(zone.toLowerCase());
}

/** A winter's and a summer's noon: a zone that shows both as UTC does keeps its clock (Iceland). */
const NOONS = [Date.UTC(2025, 0, 15, 12), Date.UTC(2025, 6, 15, 12)];

function keepsUtc(timeZone: string): boolean {
  const clock = new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', hourCycle: 'h23' });
  return NOONS.every((noon) => clock.format(noon) === '12');
}

function isZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
