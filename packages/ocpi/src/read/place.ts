import type { CdrLocation, GeoPoint } from '@peregrine/domain';
import { alpha2Country } from './country.ts';
import { identifier, type Leaf, need, take, text } from './leaves.ts';
import { observe, put, type Reading, type Sent, takePart } from './reading.ts';

/** What a field says where there is nothing to say (OCPI transport_and_format, `#NA`). */
export const NOT_AVAILABLE = '#NA';

/** CdrLocation (OCPI 2.2.1 mod_cdrs); hubs are seen to leave out the address. */
export function readCdrLocation(reading: Reading, sent: Sent): CdrLocation {
  const place: CdrLocation = {
    locationId: need(reading, sent.id, 'id', identifier),
    evseUid: need(reading, sent.evse_uid, 'evse_uid', identifier),
    connectorId: need(reading, sent.connector_id, 'connector_id', identifier),
  };
  put(place, 'evseId', take(reading, sent.evse_id, 'evse_id', text));
  put(
    place,
    'connectorStandard',
    take(reading, sent.connector_standard, 'connector_standard', text),
  );
  put(place, 'connectorFormat', take(reading, sent.connector_format, 'connector_format', text));
  put(place, 'powerType', take(reading, sent.connector_power_type, 'connector_power_type', text));
  readAddress(reading, sent, place);
  return place;
}

/** What a Location and a CdrLocation have in common. */
export function readAddress(reading: Reading, sent: Sent, place: CdrLocation): void {
  put(place, 'name', take(reading, sent.name, 'name', text));
  put(place, 'address', take(reading, sent.address, 'address', text));
  put(place, 'city', take(reading, sent.city, 'city', text));
  put(place, 'postalCode', take(reading, sent.postal_code, 'postal_code', text));
  put(place, 'state', take(reading, sent.state, 'state', text));
  put(place, 'country', readCountry(reading, sent));
  put(place, 'point', takePart(reading, sent.coordinates, 'coordinates', readPoint));
}

function readCountry(reading: Reading, sent: Sent): string | undefined {
  const code = take(reading, sent.country, 'country', text);
  const country = code === undefined ? undefined : alpha2Country(code);
  if (code !== undefined && !country)
    observe(reading, 'country-code', 'country', 'no ISO 3166-1 code; left out');
  return country;
}

function readPoint(reading: Reading, sent: Sent): GeoPoint {
  return {
    latitude: need(reading, sent.latitude, 'latitude', latitude),
    longitude: need(reading, sent.longitude, 'longitude', longitude),
  };
}

const DEGREES = /^\s*-?\d{1,3}([.,]\d{1,340})?\s*$/;

/** Decimal degrees, text on the wire (OCPI mod_locations, GeoLocation). */
function degrees(limit: number): Leaf<number> {
  const read = (value: unknown): number | undefined => {
    const isText = typeof value === 'string' && DEGREES.test(value);
    const parsed = isText ? Number(value.replace(',', '.')) : value;
    return typeof parsed === 'number' && Math.abs(parsed) <= limit ? parsed : undefined;
  };
  return { expected: `expected at most ${limit} decimal degrees`, blank: 0, read };
}

const latitude = degrees(90);
const longitude = degrees(180);
