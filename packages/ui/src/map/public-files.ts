import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { BASEMAP_DIRECTORY } from './basemap-tiles.ts';
import { cutBasemap } from './cut-basemap.ts';

/**
 * Puts what the map loads at run time into an app's `public` directory: MapLibre's worker, under
 * the installed version's name so that a stale copy is never met, and the tiles of the embedded
 * world, whose countries are named in English and these languages (BCP 47 without a region).
 */
export function copyMapFiles(directory: string, languages: readonly string[]): void {
  const require = createRequire(import.meta.url);
  const dist = dirname(require.resolve('maplibre-gl/dist/maplibre-gl.css'));
  const { version } = JSON.parse(readFileSync(join(dist, '../package.json'), 'utf8'));
  rmSync(directory, { recursive: true, force: true });
  const workerDirectory = join(directory, `maplibre-${version}`);
  mkdirSync(workerDirectory, { recursive: true });
  for (const file of ['maplibre-gl-worker.mjs', 'maplibre-gl-shared.mjs']) {
    copyFileSync(join(dist, file), join(workerDirectory, file));
  }
  cutBasemap(join(directory, BASEMAP_DIRECTORY), languages);
}
