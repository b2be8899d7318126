import type { Tx } from '../client/open-database.ts';
import { runStatement } from '../client/run-statement.ts';
import { type LocationFilter, narrow } from './location-filter.ts';

/** A location as a list shows it. `statusAt`: when we last heard of one of its EVSEs. */
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

/** A page of the locations that match, and how many match in all. */
export async function findLocations(
  tx: Tx,
  input: {
    readonly filter: LocationFilter;
    readonly near?: { readonly longitude: number; readonly latitude: number };
    readonly order: LocationOrder;
    readonly offset: number;
    readonly limit: number;
  },
): Promise<{ readonly rows: readonly ListedLocation[]; readonly totalCount: number }> {
  const { where, values } = narrow(input.filter);
  const bind = (value: unknown) => `$${values.push(value)}`;
  const [counted] = await runStatement<{ n: number }>(tx, {
    text: `SELECT count(*)::int AS n FROM location WHERE ${where}`,
    values: [...values],
  });
  const distance = input.near
    ? DISTANCE(`${bind(input.near.longitude)}::float8`, `${bind(input.near.latitude)}::float8`)
    : 'NULL::float8';
  const rows = await runStatement<ListedLocation>(tx, {
    text: `SELECT page.*, coalesce(state."statusAt", page.at) AS "statusAt",
        coalesce(state.statuses, '{}') AS statuses,
        coalesce(state."tariffIds", '{}') AS "tariffIds"
      FROM (
        SELECT ${COLUMNS}, ${distance} AS "distanceM", location.received_at AS at,
          row_number() OVER (ORDER BY ${orderOf(input.order, distance)}) AS position
        FROM location JOIN partner ON partner.id = location.partner_id
        WHERE ${where} ORDER BY position
        OFFSET ${bind(input.offset)}::int LIMIT ${bind(input.limit)}::int
      ) AS page
      LEFT JOIN LATERAL (
        SELECT max(evse.status_received_at) AS "statusAt",
          array_agg(DISTINCT evse.status) AS statuses,
          array_agg(DISTINCT ids.id) FILTER (WHERE ids.id IS NOT NULL) AS "tariffIds"
        FROM evse LEFT JOIN LATERAL unnest(evse.tariff_ids) AS ids(id) ON true
        WHERE evse.location_row_id = page.id::uuid
          AND evse.status NOT IN ('REMOVED', 'PLANNED')
      ) AS state ON true
      ORDER BY page.position`,
    values,
  });
  return { rows, totalCount: counted?.n ?? 0 };
}

function orderOf(order: LocationOrder, distance: string): string {
  if (order === 'distance') return `${distance}, location.name, location.id`;
  if (order === 'power')
    return `location.max_power_w DESC, ${distance}, location.name, location.id`;
  return 'location.name, location.id';
}
