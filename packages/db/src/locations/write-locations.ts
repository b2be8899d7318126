import type { Connector, Evse, Location } from '@peregrine/domain';
import type { HotClient } from '../client/statement.ts';
import { offerOf } from './location-filter.ts';

/** A location to write: the merged object, and what the map and the search filter by. */
export type LocationRow = {
  readonly location: Location;
  readonly name: string;
  readonly timeZone: string;
  readonly operatorName: string;
  readonly searchText: string;
  readonly plugs: readonly string[];
  readonly maxPowerW: number;
  readonly evseCount: number;
  readonly availableCount: number;
  /** The connectors of its live EVSEs, and those of the free ones. */
  readonly offers: readonly Offer[];
  readonly freeOffers: readonly Offer[];
  readonly evses: readonly EvseRow[];
};
type Offer = Pick<Connector, 'plug' | 'maxPowerW'>;
export type EvseRow = {
  readonly evse: Evse;
  readonly plugs: readonly string[];
  readonly maxPowerW: number;
  readonly tariffIds: readonly string[];
};

/**
 * Inserts or replaces locations with their EVSEs and connectors, in four statements whatever their
 * number. An older `last_updated` never overwrites a newer one. Answers the row ids, in order;
 * undefined for a location that was newer already.
 */
export async function writeLocations(
  client: HotClient,
  partnerId: string,
  rows: readonly LocationRow[],
  receivedAt: Date,
): Promise<(string | undefined)[]> {
  if (rows.length === 0) return [];
  const { rows: written } = await client.query<{ id: string; n: number }>({
    name: 'write_locations',
    text: WRITE_LOCATIONS,
    values: [partnerId, receivedAt, JSON.stringify(rows.map(locationJson))],
  });
  const ids = new Map(written.map(({ id, n }) => [n, id]));
  const evses = rows.flatMap((row, index) => {
    const id = ids.get(index);
    return id === undefined ? [] : row.evses.map((evse) => evseJson(evse, id));
  });
  if (evses.length > 0) await writeEvses(client, evses, receivedAt);
  return rows.map((_, index) => ids.get(index));
}

const WRITE_LOCATIONS = `
  WITH x AS (SELECT * FROM jsonb_to_recordset($3::jsonb) AS x(
    n int, cc text, party text, id text, publish boolean, name text, address text, city text,
    postal_code text, country text, lon float8, lat float8, time_zone text, operator_name text,
    search_text text, plugs text[], max_power_w int, evse_count int, available_count int,
    offers int[], free_offers int[], body jsonb, last_updated timestamptz)),
  written AS (
    INSERT INTO location (partner_id, country_code, party_id, location_id, publish, name, address,
      city, postal_code, country, point, time_zone, operator_name, search_text, plugs,
      max_power_w, evse_count, available_count, offers, free_offers, body, last_updated,
      received_at)
    SELECT $1::uuid, cc, party, id, publish, name, address, city, postal_code, country,
      point(lon, lat), time_zone, operator_name, search_text, plugs, max_power_w, evse_count,
      available_count, offers, free_offers, body, last_updated, $2::timestamptz
    FROM x
    ON CONFLICT (partner_id, country_code, party_id, location_id) DO UPDATE SET
      publish = excluded.publish, name = excluded.name, address = excluded.address,
      city = excluded.city, postal_code = excluded.postal_code, country = excluded.country,
      point = excluded.point, time_zone = excluded.time_zone,
      operator_name = excluded.operator_name, search_text = excluded.search_text,
      plugs = excluded.plugs, max_power_w = excluded.max_power_w,
      evse_count = excluded.evse_count, available_count = excluded.available_count,
      offers = excluded.offers, free_offers = excluded.free_offers,
      body = excluded.body, last_updated = excluded.last_updated,
      received_at = excluded.received_at
    WHERE location.last_updated <= excluded.last_updated
    RETURNING id, country_code, party_id, location_id)
  SELECT written.id::text AS id, x.n FROM written JOIN x ON x.cc = written.country_code
    AND x.party = written.party_id AND x.id = written.location_id`;

async function writeEvses(
  client: HotClient,
  evses: readonly ReturnType<typeof evseJson>[],
  receivedAt: Date,
): Promise<void> {
  const { rows } = await client.query<{ id: string; location: string; uid: string }>({
    name: 'write_evses',
    text: `INSERT INTO evse (location_row_id, evse_uid, evse_id, status, status_claimed_at,
        status_received_at, plugs, max_power_w, tariff_ids, capabilities, physical_reference)
      SELECT location, uid, evse_id, status, claimed_at, $2::timestamptz, plugs, max_power_w,
        tariff_ids, capabilities, physical_reference
      FROM jsonb_to_recordset($1::jsonb) AS x(location uuid, uid text, evse_id text, status text,
        claimed_at timestamptz, plugs text[], max_power_w int, tariff_ids text[],
        capabilities text[], physical_reference text)
      ON CONFLICT (location_row_id, evse_uid) DO UPDATE SET
        evse_id = excluded.evse_id, status = excluded.status,
        status_claimed_at = excluded.status_claimed_at,
        status_received_at = excluded.status_received_at, plugs = excluded.plugs,
        max_power_w = excluded.max_power_w, tariff_ids = excluded.tariff_ids,
        capabilities = excluded.capabilities, physical_reference = excluded.physical_reference
      RETURNING id::text AS id, location_row_id::text AS location, evse_uid AS uid`,
    values: [JSON.stringify(evses.map(({ connectors: _, ...evse }) => evse)), receivedAt],
  });
  const ids = new Map(rows.map(({ id, location, uid }) => [`${location} ${uid}`, id]));
  const connectors = evses.flatMap(({ connectors: list, location, uid }) =>
    list.map((connector) => ({ evse: ids.get(`${location} ${uid}`), ...connector })),
  );
  await client.query({
    name: 'delete_gone_connectors',
    text: `DELETE FROM connector USING unnest($1::uuid[]) AS live(evse)
      WHERE connector.evse_row_id = live.evse AND NOT EXISTS (
        SELECT FROM jsonb_to_recordset($2::jsonb) AS x(evse uuid, id text)
        WHERE x.evse = connector.evse_row_id AND x.id = connector.connector_id)`,
    values: [[...ids.values()], JSON.stringify(connectors.map(({ evse, id }) => ({ evse, id })))],
  });
  await client.query({
    name: 'write_connectors',
    text: `INSERT INTO connector (evse_row_id, connector_id, standard, plug, format, power_type,
        max_power_w, tariff_ids)
      SELECT evse, id, standard, plug, format, power_type, max_power_w, tariff_ids
      FROM jsonb_to_recordset($1::jsonb) AS x(evse uuid, id text, standard text, plug text,
        format text, power_type text, max_power_w int, tariff_ids text[])
      ON CONFLICT (evse_row_id, connector_id) DO UPDATE SET
        standard = excluded.standard, plug = excluded.plug, format = excluded.format,
        power_type = excluded.power_type, max_power_w = excluded.max_power_w,
        tariff_ids = excluded.tariff_ids`,
    values: [JSON.stringify(connectors)],
  });
}

function locationJson(row: LocationRow, n: number) {
  const { location } = row;
  return {
    n,
    cc: location.party.countryCode,
    party: location.party.partyId,
    id: location.locationId,
    publish: location.publish,
    name: row.name,
    address: location.address,
    city: location.city,
    postal_code: location.postalCode ?? null,
    country: location.country,
    lon: location.point.longitude,
    lat: location.point.latitude,
    time_zone: row.timeZone,
    operator_name: row.operatorName,
    search_text: row.searchText,
    plugs: row.plugs,
    max_power_w: row.maxPowerW,
    evse_count: row.evseCount,
    available_count: row.availableCount,
    offers: offerNumbers(row.offers),
    free_offers: offerNumbers(row.freeOffers),
    body: location,
    last_updated: location.lastUpdated,
  };
}

function offerNumbers(offers: readonly Offer[]): number[] {
  return [...new Set(offers.map(({ plug, maxPowerW }) => offerOf(plug, maxPowerW)))];
}

function evseJson({ evse, plugs, maxPowerW, tariffIds }: EvseRow, location: string) {
  const connectors = new Map(evse.connectors.map((connector) => [connector.id, connector]));
  return {
    location,
    uid: evse.evseUid,
    evse_id: evse.evseId ?? null,
    status: evse.status,
    claimed_at: evse.lastUpdated,
    plugs,
    max_power_w: maxPowerW,
    tariff_ids: tariffIds,
    capabilities: evse.capabilities,
    physical_reference: evse.physicalReference ?? null,
    connectors: [...connectors.values()].map((connector) => ({
      id: connector.id,
      standard: connector.standard,
      plug: connector.plug,
      format: connector.format,
      power_type: connector.powerType,
      max_power_w: connector.maxPowerW,
      tariff_ids: connector.tariffIds,
    })),
  };
}
