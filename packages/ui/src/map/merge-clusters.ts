import type { GeoPoint } from '@peregrine/domain';
import type { TileCluster, TileStation } from './map-tile.ts';

const TILE_PIXELS = 512;

/**
 * Joins clusters whose rings would cover each other: tiles are counted apart, so two may meet at
 * their common edge. The joined one stands in the middle, by its number of charging points.
 */
export function mergeClusters(
  clusters: readonly TileCluster[],
  zoom: number,
  ringPixels = 50,
): TileCluster[] {
  const scale = pixelsPerDegree(zoom);
  const merged: TileCluster[] = [];
  for (const cluster of clusters.toSorted((a, b) => b.evses - a.evses)) {
    const at = merged.findIndex((other) => distance(cluster, other) * scale < ringPixels);
    const other = merged[at];
    if (other) merged[at] = join(other, cluster);
    else merged.push(cluster);
  }
  return merged;
}

/**
 * A station of one tile may lie under the ring of its neighbour's cluster, and both numbers would be
 * lost: the cluster counts it too, where it stands.
 */
export function joinCovered(
  clusters: readonly TileCluster[],
  stations: readonly TileStation[],
  zoom: number,
  reachPixels = 40,
): { readonly clusters: TileCluster[]; readonly stations: TileStation[] } {
  const scale = pixelsPerDegree(zoom);
  const joined = [...clusters];
  const apart = stations.filter((station) => {
    const at = joined.findIndex((cluster) => distance(cluster, station) * scale < reachPixels);
    const cluster = joined[at];
    if (!cluster) return true;
    joined[at] = {
      ...cluster,
      stations: cluster.stations + 1,
      evses: cluster.evses + station.evses,
      available: cluster.available + station.available,
    };
    return false;
  });
  return { clusters: joined, stations: apart };
}

function pixelsPerDegree(zoom: number): number {
  return (TILE_PIXELS * 2 ** zoom) / 360;
}

/** In degrees of longitude at the equator; good enough for what is near. */
function distance(a: GeoPoint, b: GeoPoint): number {
  const stretch = 1 / Math.max(0.1, Math.cos((a.latitude * Math.PI) / 180));
  return Math.hypot(a.longitude - b.longitude, (a.latitude - b.latitude) * stretch);
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
