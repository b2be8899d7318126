import type { Tx } from '../client/open-database.ts';
import { runStatement } from '../client/run-statement.ts';
import { escapeLike, type LocationFilter, narrow } from './location-filter.ts';

/** A location as a list shows it. `statusAt`: when its statuses were last heard or confirmed. */
export type ListedLocation = {
  readonly id: string;
  readonly partnerId: string;
  readonly own: boolean;
  readonly countryCode: string;
  readonly partyId: string;
  readonly name: string;
  readonly address: string;
  readonly city: string;
  readonly country: string;
  readonly operatorName: string;
  readonly longitude: number;
  readonly latitude: number;
  readonly distanceM: number | null;
  readonly plugs: readonly string[];
  readonly maxPowerW: number;
  readonly evseCount: number;
  readonly availableCount: number;
  readonly statusAt: Date;
  /** The statuses that its live EVSEs have. */
  readonly statuses: readonly string[];
  /** Tariff ids of all its live connectors. */
  readonly tariffIds: readonly string[];
};

export type LocationOrder = 'distance' | 'power' | 'name';

const COLUMNS = `location.id::text AS id, location.partner_id::text AS "partnerId",
  partner.kind = 'internal' AS own, location.country_code AS "countryCode",
  location.party_id AS "partyId", location.name, location.address, location.city,
  location.country, location.operator_name AS "operatorName", location.point[0] AS longitude,
  location.point[1] AS latitude, location.plugs, location.max_power_w AS "maxPowerW",
  location.evse_count AS "evseCount", location.available_count AS "availableCount"`;

// Great circle in metres; a point database has no better without an extension.
const DISTANCE = (lon: string, lat: string) => `12742000 * asin(sqrt(least(1,
  power(sin(radians(location.point[1] - ${lat}) / 2), 2)
  + cos(radians(${lat})) * cos(radians(location.point[1]))
    * power(sin(radians(location.point[0] - ${lon}) / 2), 2))))`;

/**
 * A page of the locations that match, and how many match in all. `place`: folded text of a search;
 * what lies in a town of that name, or is called so, comes before what only mentions it.
 */
export async function findLocations(
  tx: Tx,
  input: {
    readonly filter: LocationFilter;
    readonly near?: { readonly longitude: number; readonly latitude: number };
    readonly place?: string;
    readonly order: LocationOrder;
    readonly offset: number;
    readonly limit: number;
  },
): Promise<{ readonly rows: readonly ListedLocation[]; readonly totalCount: number }> {
  const { near, place, offset } = input;
  const { where, values } = narrow(input.filter);
  const plain = [...values];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const distance = near
    ? DISTANCE(`${bind(near.longitude)}::float8`, `${bind(near.latitude)}::float8`)
    : 'NULL::float8';
  const order = ORDERS[input.order];
  const rows = await runStatement<ListedLocation & { readonly totalCount: number }>(tx, {
    text: `WITH found AS (
        SELECT location.id AS by_id, location.name AS by_name, location.max_power_w AS by_power,
          ${distance} AS by_distance, ${place ? rankOf(bind, place) : '0'} AS by_rank,
          count(*) OVER ()::int AS total
        FROM location WHERE ${where} ORDER BY ${order}
        OFFSET ${bind(offset)}::int LIMIT ${bind(input.limit)}::int
      )
      SELECT ${COLUMNS}, found.by_distance AS "distanceM", found.total AS "totalCount",
        greatest(coalesce(state."statusAt", location.received_at), partner.statuses_confirmed_at)
          AS "statusAt",
        coalesce(state.statuses, '{}') AS statuses,
        coalesce(state."tariffIds", '{}') AS "tariffIds"
      FROM found JOIN location ON location.id = found.by_id
      JOIN partner ON partner.id = location.partner_id
      LEFT JOIN LATERAL (
        SELECT max(evse.status_received_at) AS "statusAt",
          array_agg(DISTINCT evse.status) AS statuses,
          array_agg(DISTINCT ids.id) FILTER (WHERE ids.id IS NOT NULL) AS "tariffIds"
        FROM evse LEFT JOIN LATERAL unnest(evse.tariff_ids) AS ids(id) ON true
        WHERE evse.location_row_id = location.id
          AND evse.status NOT IN ('REMOVED', 'PLANNED')
      ) AS state ON true
      ORDER BY ${order}`,
    values,
  });
  const [first] = rows;
  if (first || offset === 0) return { rows, totalCount: first?.totalCount ?? 0 };
  // A page behind the last one: no row tells how many there are.
  const [counted] = await runStatement<{ n: number }>(tx, {
    text: `SELECT count(*)::int AS n FROM location WHERE ${where}`,
    values: plain,
  });
  return { rows, totalCount: counted?.n ?? 0 };
}

const ORDERS: Readonly<Record<LocationOrder, string>> = {
  distance: 'by_rank, by_distance, by_name, by_id',
  power: 'by_power DESC, by_distance, by_name, by_id',
  name: 'by_rank, by_name, by_id',
};

/** 0 where a field is the text, 1 where one begins with it, 2 else; each field is a line. */
function rankOf(bind: (value: unknown) => string, place: string): string {
  const lines = `E'\\n' || location.search_text || E'\\n'`;
  const begun = `%\n${escapeLike(place)}`;
  return `CASE WHEN ${lines} LIKE ${bind(`${begun}\n%`)} THEN 0
    WHEN ${lines} LIKE ${bind(`${begun}%`)} THEN 1 ELSE 2 END`;
}
