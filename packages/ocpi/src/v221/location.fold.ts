import {
  type Evse,
  type Finding,
  type Location,
  type OpeningTimes,
  partyRef,
} from '@peregrine/domain';
import type { z } from 'zod';
import { alpha2Country } from '../read/country.ts';
import { present } from '../read/present.ts';
import { type ReadResult, readObject } from '../read/read-object.ts';
import { isKnownZone } from '../read/zone.ts';
import { foldEvse } from './evse.fold.ts';
import { locationSchema } from './location.schema.ts';

type Sent = z.output<typeof locationSchema>;

/** OCPI 2.2.1 Location -> domain. EVSEs that repeat a uid keep the one updated last. */
export function foldLocation(input: unknown): ReadResult<Location> {
  const read = readObject(locationSchema, input);
  if (!read.ok) return read;
  const sent = read.value;
  // Left out, the list would say that every EVSE was removed.
  const spoiled = read.findings.filter(({ pointer }) => pointer === '/evses');
  if (spoiled.length > 0) return { ok: false, problems: spoiled };
  const findings: Finding[] = [...read.findings];
  const location: Location = {
    party: partyRef(sent.country_code, sent.party_id),
    locationId: sent.id,
    publish: sent.publish,
    address: sent.address,
    city: sent.city,
    country: countryOf(sent, findings),
    point: sent.coordinates,
    evses: foldEvses(sent, findings),
    lastUpdated: sent.last_updated,
    ...present({
      name: sent.name,
      postalCode: sent.postal_code,
      timeZone: zoneOf(sent.time_zone, findings),
      operatorName: sent.operator?.name,
      openingTimes: hoursOf(sent.opening_times),
    }),
  };
  if (location.point.latitude === 0 && location.point.longitude === 0)
    findings.push(observe('null-island', '/coordinates', 'coordinates are 0,0'));
  return { ok: true, value: location, findings };
}

function foldEvses(sent: Sent, findings: Finding[]): Evse[] {
  const byUid = new Map<string, Evse>();
  for (const [index, one] of (sent.evses ?? []).entries()) {
    const evse = foldEvse(one, `/evses/${index}`, findings);
    const before = byUid.get(evse.evseUid);
    if (before)
      findings.push(observe('repeated-evse', `/evses/${index}/uid`, 'uid stands here twice'));
    if (!before || before.lastUpdated <= evse.lastUpdated) byUid.set(evse.evseUid, evse);
  }
  return [...byUid.values()];
}

/** Alpha-2 of the country; where it is unknown, the party's own. */
export function countryOf(
  sent: { country: string; country_code: string },
  findings: Finding[],
): string {
  const country = alpha2Country(sent.country);
  if (country && sent.country.trim().length === 3) return country;
  const taken = country ?? sent.country_code;
  findings.push(observe('country-code', '/country', `no ISO alpha-3 code; taken as ${taken}`));
  return taken;
}

/** An IANA zone that this machine knows; undefined, with a finding, otherwise. */
export function zoneOf(sent: string | null | undefined, findings: Finding[]): string | undefined {
  if (sent == null || sent === '') return undefined;
  if (isKnownZone(sent)) return sent;
  findings.push(observe('unknown-time-zone', '/time_zone', 'not an IANA time zone; left out'));
  return undefined;
}

export function hoursOf(sent: Sent['opening_times']): OpeningTimes | undefined {
  if (!sent) return undefined;
  return {
    twentyFourSeven: sent.twentyfourseven,
    regularHours: (sent.regular_hours ?? []).map((hours) => ({
      weekday: hours.weekday,
      periodBegin: hours.period_begin,
      periodEnd: hours.period_end,
    })),
  };
}

function observe(code: string, pointer: string, reason: string): Finding {
  return { code, pointer, severity: 'warning', reason };
}
