import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { basemapStyle } from './basemap.ts';
import { BASEMAP_DIRECTORY } from './basemap-tiles.ts';
import { cutBasemap } from './cut-basemap.ts';
import type { MapColours } from './map-colours.ts';
import { tilesCovering } from './map-tile.ts';

const files = mkdtempSync(join(tmpdir(), 'basemap-'));
const style = basemapStyle({ filesUrl: files, language: 'de-AT', colours: {} as MapColours });

beforeAll(() => cutBasemap(join(files, BASEMAP_DIRECTORY), ['en', 'de']), 120_000);
afterAll(() => rmSync(files, { recursive: true }));

test('there is a tile, be it empty, wherever the style may ask for one', () => {
  const missing: string[] = [];
  for (const source of Object.values(style.sources)) {
    const template = source.type === 'vector' ? source.tiles?.[0] : undefined;
    if (source.type !== 'vector' || !template) throw new Error('a source without tiles');
    const { minzoom = 0, maxzoom = 22, bounds = [-180, -85.05, 180, 85.05] } = source;
    const [west, south, east, north] = bounds;
    for (let zoom = minzoom; zoom <= maxzoom; zoom += 1) {
      for (const { z, x, y } of tilesCovering({ west, south, east, north }, zoom, 10_000)) {
        const file = template.replace('{z}', `${z}`).replace('{x}', `${x}`).replace('{y}', `${y}`);
        if (!existsSync(file)) missing.push(file);
      }
    }
  }
  expect(missing).toEqual([]);
});

test('tiles hold the layers and the names that the style draws', () => {
  const read = (tile: string) => readFileSync(join(files, BASEMAP_DIRECTORY, tile), 'utf8');
  const drawn = (source: string) =>
    style.layers.flatMap((it) =>
      'source' in it && it.source === source ? it['source-layer'] : [],
    );
  const germany = read('world/5/16/10.mvt');
  for (const layer of [...drawn('world'), 'Deutschland', 'Germany', 'Köln']) {
    expect(germany).toContain(layer);
  }
  const holland = read('towns/7/65/42.mvt');
  for (const layer of [...drawn('towns'), 'Gouda']) expect(holland).toContain(layer);
  expect(read('world/5/12/13.mvt')).toBe('');
});

test('a view of a continent costs a browser less than 100 KB', () => {
  const tiles = tilesCovering({ west: -12, south: 36, east: 30, north: 60 }, 4);
  const sizes = tiles.map(
    ({ z, x, y }) =>
      readFileSync(join(files, BASEMAP_DIRECTORY, `world/${z}/${x}/${y}.mvt`)).length,
  );
  expect(sizes.reduce((sum, it) => sum + it, 0)).toBeLessThan(100_000);
});
