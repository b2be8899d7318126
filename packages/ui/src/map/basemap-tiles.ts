import type { Bounds } from './map-tile.ts';

/**
 * Where the tiles of the embedded world lie under the map's files. Browsers keep them for days:
 * raise the number when what is in a tile changes.
 */
export const BASEMAP_DIRECTORY = 'basemap-1';

/**
 * Land, borders, names of countries and, in the last zoom, of cities. World-atlas knows a point to
 * 400 m, which a tile of zoom 5 holds to 150 m: deeper tiles would tell nothing more.
 */
export const WORLD_MAX_ZOOM = 5;

/** Names of towns: tiles of one zoom, for the part of the world that is known by its towns. */
export const TOWNS_ZOOM = 7;
export const TOWNS_BOUNDS: Bounds = { west: -25, south: 34, east: 45, north: 72 };

/** Inhabitants from which a place is a city, which is named worldwide. */
export const CITY_PEOPLE = 150_000;
