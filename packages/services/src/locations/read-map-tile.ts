import {
  type LocationFilter,
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

const NEAR_ZOOM = 12;
/** About 250 bytes a station: 300 stay under 100 KB. */
const MOST_POINTS = 300;
/** So few that they need no clusters at any zoom. */
const FEW_POINTS = 40;
const CELLS = 6;
const MAX_ZOOM = 22;

/**
 * A tile of the map: stations when near or few, else clusters on a grid with stations, EVSEs and
 * free ones summed. At most 100 KB of JSON. Refuses invalid-input for a tile that does not exist.
 */
export async function readMapTile(ctx: Context, tile: TileRequest): Promise<MapTile> {
  const { plugs, minPowerW, availableOnly } = tile;
  const bounds = tileBounds(tile);
  const filter: LocationFilter & { bounds: typeof bounds } = {
    bounds,
    ...(plugs?.length ? { plugs } : {}),
    ...(minPowerW ? { minPowerW } : {}),
    ...(availableOnly ? { availableOnly } : {}),
  };
  const most = tile.z >= NEAR_ZOOM ? MOST_POINTS : FEW_POINTS;
  const points = await readTilePoints(ctx.db.read, filter, most + 1);
  if (points.length <= most) return { clusters: [], stations: points.map(viewPoint) };
  return { clusters: await readTileClusters(ctx.db.read, filter, CELLS), stations: [] };
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
