import type { EvseKey, Finding, LocationChange, LocationKey } from '@peregrine/domain';
import { present } from '../read/present.ts';
import { type ReadResult, readObject } from '../read/read-object.ts';
import { dateTime } from '../read/wire-types.ts';
import { foldConnector, foldConnectorChanges } from './connector.fold.ts';
import { connectorPatchSchema, connectorSchema } from './connector.schema.ts';
import { foldEvse, foldEvseChanges } from './evse.fold.ts';
import { evsePatchSchema, evseSchema } from './evse.schema.ts';
import { countryOf, hoursOf, zoneOf } from './location.fold.ts';
import { locationPatchSchema } from './location.schema.ts';

const connectorPutSchema = connectorSchema.extend({ last_updated: dateTime });

/** PATCH .../locations/{cc}/{party}/{location} */
export function foldLocationPatch(input: unknown, key: LocationKey): ReadResult<LocationChange> {
  const read = readObject(locationPatchSchema, input);
  if (!read.ok) return read;
  const sent = read.value;
  const findings: Finding[] = [...read.findings];
  return {
    ok: true,
    findings,
    value: {
      ...key,
      kind: 'location',
      lastUpdated: sent.last_updated,
      changes: present({
        publish: sent.publish,
        name: sent.name,
        address: sent.address,
        city: sent.city,
        postalCode: sent.postal_code,
        country:
          sent.country == null
            ? undefined
            : countryOf({ country: sent.country, country_code: key.party.countryCode }, findings),
        point: sent.coordinates,
        timeZone: zoneOf(sent.time_zone, findings),
        operatorName: sent.operator?.name,
        openingTimes: hoursOf(sent.opening_times),
      }),
      evses: (sent.evses ?? []).map((evse, index) => foldEvse(evse, `/evses/${index}`, findings)),
    },
  };
}

/** PUT .../locations/{cc}/{party}/{location}/{evse_uid} */
export function foldEvsePut(input: unknown, key: LocationKey): ReadResult<LocationChange> {
  const read = readObject(evseSchema, input);
  if (!read.ok) return read;
  const findings: Finding[] = [...read.findings];
  const evse = foldEvse(read.value, '', findings);
  const value: LocationChange = {
    ...key,
    kind: 'evse-put',
    lastUpdated: evse.lastUpdated,
    evse,
  };
  return { ok: true, value, findings };
}

/** PATCH .../locations/{cc}/{party}/{location}/{evse_uid} */
export function foldEvsePatch(input: unknown, key: EvseKey): ReadResult<LocationChange> {
  const read = readObject(evsePatchSchema, input);
  if (!read.ok) return read;
  const findings: Finding[] = [...read.findings];
  const changes = foldEvseChanges(read.value, findings);
  const value: LocationChange = {
    ...key,
    kind: 'evse',
    lastUpdated: read.value.last_updated,
    changes,
  };
  return { ok: true, value, findings };
}

/** PUT .../locations/{cc}/{party}/{location}/{evse_uid}/{connector_id} */
export function foldConnectorPut(input: unknown, key: EvseKey): ReadResult<LocationChange> {
  const read = readObject(connectorPutSchema, input);
  if (!read.ok) return read;
  const findings: Finding[] = [...read.findings];
  const at = read.value.last_updated;
  const connector = foldConnector(read.value, at, '', findings);
  return {
    ok: true,
    value: { ...key, kind: 'connector-put', lastUpdated: at, connector },
    findings,
  };
}

/** PATCH .../locations/{cc}/{party}/{location}/{evse_uid}/{connector_id} */
export function foldConnectorPatch(
  input: unknown,
  key: EvseKey & { readonly connectorId: string },
): ReadResult<LocationChange> {
  const read = readObject(connectorPatchSchema, input);
  if (!read.ok) return read;
  const findings: Finding[] = [...read.findings];
  const changes = foldConnectorChanges(read.value, findings);
  return {
    ok: true,
    value: { ...key, kind: 'connector', lastUpdated: read.value.last_updated, changes },
    findings,
  };
}
