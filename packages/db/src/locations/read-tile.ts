import type { Tx } from '../client/open-database.ts';
import { runStatement } from '../client/run-statement.ts';
import { type Bounds, type LocationFilter, narrow } from './location-filter.ts';

export type TilePoint = {
  readonly id: string;
  readonly name: string;
  readonly longitude: number;
  readonly latitude: number;
  readonly evses: number;
  readonly available: number;
  readonly maxPowerW: number;
  /** The statuses that its live EVSEs have. */
  readonly statuses: readonly string[];
  readonly statusAt: Date;
};
export type TileCluster = {
  readonly longitude: number;
  readonly latitude: number;
  readonly stations: number;
  readonly evses: number;
  readonly available: number;
  /** Of the station where it is the only one. */
  readonly onlyId: string | null;
};

type TileFilter = LocationFilter & { readonly bounds: Bounds };

/** Up to `limit` locations of the tile; the caller asks for one more than it can use. */
export async function readTilePoints(
  tx: Tx,
  filter: TileFilter,
  limit: number,
): Promise<readonly TilePoint[]> {
  const { where, values } = narrowToTile(filter);
  values.push(limit);
  return await runStatement<TilePoint>(tx, {
    text: pointsOf(`WHERE ${where} LIMIT $${values.length}::int`),
    values,
  });
}

/** Locations by their row ids. */
export async function readPoints(tx: Tx, ids: readonly string[]): Promise<readonly TilePoint[]> {
  if (ids.length === 0) return [];
  return await runStatement<TilePoint>(tx, {
    text: pointsOf('WHERE location.id = ANY($1::uuid[])'),
    values: [[...ids]],
  });
}

function pointsOf(narrowed: string): string {
  return `SELECT page.*, coalesce(state.statuses, '{}') AS statuses,
      greatest(coalesce(state."statusAt", page.at), page.confirmed) AS "statusAt"
    FROM (
      SELECT location.id::text AS id, location.name, location.point[0] AS longitude,
        location.point[1] AS latitude, location.evse_count AS evses,
        location.available_count AS available, location.max_power_w AS "maxPowerW",
        location.received_at AS at, partner.statuses_confirmed_at AS confirmed
      FROM location JOIN partner ON partner.id = location.partner_id ${narrowed}
    ) AS page
    LEFT JOIN LATERAL (
      SELECT array_agg(DISTINCT status) AS statuses, max(status_received_at) AS "statusAt"
      FROM evse
      WHERE location_row_id = page.id::uuid AND status NOT IN ('REMOVED', 'PLANNED')
    ) AS state ON true`;
}

/** The locations of the tile in a grid of `cells` x `cells`, each cell at its middle. */
export async function readTileClusters(
  tx: Tx,
  filter: TileFilter,
  cells: number,
): Promise<readonly TileCluster[]> {
  const { where, values } = narrowToTile(filter);
  const { west, south, east, north } = filter.bounds;
  const bind = (value: unknown) => `$${values.push(value)}`;
  const column = cell('location.point[0]', bind(west), bind(east), bind(cells));
  const row = cell('location.point[1]', bind(south), bind(north), bind(cells));
  return await runStatement<TileCluster>(tx, {
    text: `SELECT avg(location.point[0]) AS longitude, avg(location.point[1]) AS latitude,
        count(*)::int AS stations, sum(location.evse_count)::int AS evses,
        sum(location.available_count)::int AS available,
        CASE WHEN count(*) = 1 THEN min(location.id::text) END AS "onlyId"
      FROM location WHERE ${where} GROUP BY ${column}, ${row}`,
    values,
  });
}

/** A tile owns its western and northern edge only: what lies on an edge is in one tile. */
function narrowToTile(filter: TileFilter): { where: string; values: unknown[] } {
  const { where, values } = narrow(filter);
  const { east, south } = filter.bounds;
  const inside = `location.point[0] < $${values.push(east)}::float8
    AND location.point[1] > $${values.push(south)}::float8`;
  return { where: `${where} AND ${inside}`, values };
}

function cell(axis: string, from: string, to: string, cells: string): string {
  return `floor((${axis} - ${from}::float8) / (${to}::float8 - ${from}::float8) * ${cells}::int)`;
}
