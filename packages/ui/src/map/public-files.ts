import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

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
}
