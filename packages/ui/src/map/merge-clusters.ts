import type { TileCluster } from './map-tile.ts';

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
  const scale = (TILE_PIXELS * 2 ** zoom) / 360;
  const merged: TileCluster[] = [];
  for (const cluster of clusters.toSorted((a, b) => b.evses - a.evses)) {
    const at = merged.findIndex((other) => distance(cluster, other) * scale < ringPixels);
    const other = merged[at];
    if (other) merged[at] = join(other, cluster);
    else merged.push(cluster);
  }
  return merged;
}

/** In degrees of longitude at the equator; good enough for what is near. */
function distance(a: TileCluster, b: TileCluster): number {
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
