import {
  type LocationFilter,
  readPoints,
  readTileClusters,
  readTilePoints,
  type TilePoint,
} from '@peregrine/db';
import { instantOf, type Plug } from '@peregrine/domain';
import type { Context } from '../context.ts';
import { ServiceError } from '../errors.ts';
import type { MapTile } from '../views/station.ts';
import { bestAvailability } from './best-availability.ts';

/** Slippy-map tile: zoom, column, row (Web Mercator), with the filters of the list. */
export type TileRequest = {
  readonly z: number;
  readonly x: number;
  readonly y: number;
  readonly plugs?: readonly Plug[];
  readonly minPowerW?: number;
  readonly availableOnly?: boolean;
};

/** From here on streets are told apart, and so are stations. */
const NEAR_ZOOM = 15;
/** About 250 bytes a station: 300 stay under 100 KB. */
const MOST_POINTS = 300;
/** Of a tile of 512 pixels: cells as wide as a cluster's ring and the gap beside it. */
const CELLS = 6;
const MAX_ZOOM = 22;

/**
 * A tile of the map. Near, its stations; farther off a grid, where a cell of several stations is a
 * cluster with stations, EVSEs and free ones summed, and a cell of one is that station: marks that
 * cover each other would hide their numbers. At most 100 KB of JSON. Refuses invalid-input for a
 * tile that does not exist.
 */
export async function readMapTile(ctx: Context, tile: TileRequest): Promise<MapTile> {
  const { plugs, minPowerW, availableOnly } = tile;
  const { read } = ctx.db;
  const bounds = tileBounds(tile);
  const filter: LocationFilter & { bounds: typeof bounds } = {
    bounds,
    ...(plugs?.length ? { plugs } : {}),
    ...(minPowerW ? { minPowerW } : {}),
    ...(availableOnly ? { availableOnly } : {}),
  };
  if (tile.z >= NEAR_ZOOM) {
    const points = await readTilePoints(read, filter, MOST_POINTS + 1);
    if (points.length <= MOST_POINTS) return { clusters: [], stations: points.map(viewPoint) };
  }
  const cells = await readTileClusters(read, filter, CELLS);
  const lonely = cells.flatMap(({ onlyId }) => onlyId ?? []);
  const clusters = cells.filter(({ onlyId }) => onlyId === null);
  return {
    clusters: clusters.map(({ onlyId: _, ...cluster }) => cluster),
    stations: (await readPoints(read, lonely)).map(viewPoint),
  };
}

/** The tile in degrees. */
export function tileBounds({ z, x, y }: Pick<TileRequest, 'z' | 'x' | 'y'>) {
  const count = 2 ** z;
  const whole = [z, x, y].every((value) => Number.isInteger(value) && value >= 0);
  if (!whole || z > MAX_ZOOM || x >= count || y >= count)
    throw new ServiceError('invalid-input', 'This tile does not exist.');
  const longitude = (column: number) => (column / count) * 360 - 180;
  const latitude = (row: number) =>
    (Math.atan(Math.sinh(Math.PI * (1 - (2 * row) / count))) * 180) / Math.PI;
  return {
    west: longitude(x),
    east: longitude(x + 1),
    north: latitude(y),
    south: latitude(y + 1),
  };
}

function viewPoint(point: TilePoint): MapTile['stations'][number] {
  return {
    id: point.id,
    name: point.name,
    longitude: point.longitude,
    latitude: point.latitude,
    evses: point.evses,
    available: point.available,
    availability: bestAvailability(point.statuses),
    maxPowerW: point.maxPowerW,
    statusAt: instantOf(point.statusAt),
  };
}
