import type { TileCluster, TileStation } from './map-tile.ts';
import { clusterPixels, stationPixels } from './marker-images.ts';

const TILE_PIXELS = 512;
/** From here on stations keep apart even where they cover each other: nobody can come nearer. */
const STREETS_ZOOM = 15;
const GAP = 3;
/** The line `3/8` under the mark of a station. */
const LABEL = { height: 18, width: 34 };

export type Marks = {
  readonly clusters: readonly TileCluster[];
  readonly stations: readonly TileStation[];
};

/** A mark with the pixels that it and its number cover, around its point. */
type Mark = {
  readonly cluster: TileCluster;
  readonly station?: TileStation;
  readonly x: number;
  readonly y: number;
  readonly side: number;
  readonly above: number;
  readonly below: number;
};

/**
 * Joins marks that would cover each other's numbers, stations and clusters alike, until none does:
 * tiles are counted apart, and a station may stand at the edge of a cell. A joined one is a cluster
 * in the middle, by the number of charging points; nobody is lost.
 */
export function mergeMarks(marks: Marks, zoom: number): Marks {
  if (zoom >= STREETS_ZOOM) return marks;
  const waiting = [
    ...marks.clusters.map((cluster) => clusterMark(cluster, zoom)),
    ...marks.stations.map((station) => stationMark(station, zoom)),
  ].sort((a, b) => a.cluster.evses - b.cluster.evses);
  const settled: Mark[] = [];
  for (let mark = waiting.pop(); mark; mark = waiting.pop()) {
    const current = mark;
    const at = settled.findIndex((other) => cover(other, current));
    const [other] = at === -1 ? [] : settled.splice(at, 1);
    // What is joined stands elsewhere and may be larger, so it is looked at again.
    if (other) waiting.push(clusterMark(join(other.cluster, current.cluster), zoom));
    else settled.push(current);
  }
  return {
    clusters: settled.flatMap(({ cluster, station }) => (station ? [] : [cluster])),
    stations: settled.flatMap(({ station }) => station ?? []),
  };
}

function cover(a: Mark, b: Mark): boolean {
  const [upper, lower] = a.y <= b.y ? [a, b] : [b, a];
  return (
    Math.abs(a.x - b.x) < a.side + b.side + GAP &&
    lower.y - upper.y < upper.below + lower.above + GAP
  );
}

function clusterMark(cluster: TileCluster, zoom: number): Mark {
  const half = clusterPixels(cluster.evses) / 2;
  return { cluster, ...pixelsAt(cluster, zoom), side: half, above: half, below: half };
}

function stationMark(station: TileStation, zoom: number): Mark {
  const { longitude, latitude, evses, available } = station;
  const half = stationPixels(station.maxPowerW) / 2;
  return {
    cluster: { longitude, latitude, evses, available, stations: 1 },
    station,
    ...pixelsAt(station, zoom),
    side: Math.max(half, LABEL.width / 2),
    above: half,
    below: half + LABEL.height,
  };
}

/** Web mercator, in pixels of the whole world at this zoom. */
function pixelsAt(at: { longitude: number; latitude: number }, zoom: number) {
  const world = TILE_PIXELS * 2 ** zoom;
  const radians = (at.latitude * Math.PI) / 180;
  return {
    x: ((at.longitude + 180) / 360) * world,
    y: ((1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2) * world,
  };
}

function join(a: TileCluster, b: TileCluster): TileCluster {
  const evses = a.evses + b.evses;
  const part = evses === 0 ? 0 : b.evses / evses;
  return {
    longitude: a.longitude + (b.longitude - a.longitude) * part,
    latitude: a.latitude + (b.latitude - a.latitude) * part,
    stations: a.stations + b.stations,
    evses,
    available: a.available + b.available,
  };
}
