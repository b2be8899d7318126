import type { Availability, GeoPoint, Instant } from '@peregrine/domain';

/** A cluster or a station as a tile of the map gives it. */
export type TileCluster = {
  readonly longitude: number;
  readonly latitude: number;
  readonly stations: number;
  readonly evses: number;
  readonly available: number;
};
export type TileStation = {
  readonly id: string;
  readonly name: string;
  readonly longitude: number;
  readonly latitude: number;
  readonly evses: number;
  readonly available: number;
  readonly availability: Availability;
  readonly maxPowerW: number;
  readonly statusAt: Instant;
};
export type StationTile = {
  readonly clusters: readonly TileCluster[];
  readonly stations: readonly TileStation[];
};

export type TileKey = { readonly z: number; readonly x: number; readonly y: number };
/** West, south, east, north in degrees. */
export type Bounds = {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
};
export type MapView = { readonly center: GeoPoint; readonly zoom: number };

const MIN_ZOOM = 2;
const MAX_ZOOM = 16;
const MAX_LATITUDE = 85.05;

/** The tiles that cover the bounds at the map's zoom, at most `most` (web mercator, XYZ). */
export function tilesCovering(bounds: Bounds, mapZoom: number, most = 48): TileKey[] {
  const z = Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, Math.floor(mapZoom)));
  const count = 2 ** z;
  const column = (longitude: number) => Math.floor(((longitude + 180) / 360) * count);
  const row = (latitude: number) => {
    const clamped = Math.min(MAX_LATITUDE, Math.max(-MAX_LATITUDE, latitude));
    const radians = (clamped * Math.PI) / 180;
    const y = (1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2;
    return Math.min(count - 1, Math.max(0, Math.floor(y * count)));
  };
  const keys = new Map<string, TileKey>();
  for (let x = column(bounds.west); x <= column(bounds.east); x += 1) {
    for (let y = row(bounds.north); y <= row(bounds.south); y += 1) {
      const wrapped = ((x % count) + count) % count;
      keys.set(`${wrapped}/${y}`, { z, x: wrapped, y });
    }
  }
  return [...keys.values()].slice(0, most);
}
