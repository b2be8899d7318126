import type { Feature, FeatureCollection, MultiPolygon, Point, Polygon, Position } from 'geojson';
import type {
  GeoJSONSource,
  LayerSpecification,
  Map as MapLibre,
  StyleSpecification,
} from 'maplibre-gl';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import type { MapColours } from './map-colours.ts';

const FONT = ['Inter Variable'];

type World = Topology<{ countries: GeometryCollection<{ name: string }> }>;
type Country = Feature<Polygon | MultiPolygon, { name: string }>;

/** The sources of the embedded basemap: land, borders, one label point a country. */
export type Basemap = {
  readonly land: FeatureCollection;
  readonly borders: Feature;
  readonly labels: FeatureCollection<Point, { name: string; area: number }>;
  readonly places?: FeatureCollection<Point, { name: string; people: number }>;
};

/** The file of places: name, longitude, latitude, inhabitants; the largest first. */
export type PlaceRow = readonly [string, number, number, number];

/** Loads the names of cities and towns. */
export async function loadPlaces(url: string): Promise<NonNullable<Basemap['places']>> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the places answered ${response.status}`);
  const rows: PlaceRow[] = await response.json();
  return {
    type: 'FeatureCollection',
    features: rows.map(([name, longitude, latitude, people]) => ({
      type: 'Feature',
      properties: { name, people },
      geometry: { type: 'Point', coordinates: [longitude, latitude] },
    })),
  };
}

/**
 * Loads and unfolds a world-atlas `countries` file (Natural Earth, public domain). Countries are
 * named in the reader's language.
 */
export async function loadBasemap(url: string, language: string): Promise<Basemap> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the basemap answered ${response.status}`);
  const world: World = await response.json();
  const land = feature(world, world.objects.countries) as FeatureCollection<
    Polygon | MultiPolygon,
    { name: string }
  >;
  return {
    land,
    borders: {
      type: 'Feature',
      properties: {},
      geometry: mesh(world, world.objects.countries, (a, b) => a !== b),
    },
    labels: {
      type: 'FeatureCollection',
      features: land.features.map((it) => labelOf(it, language)),
    },
  };
}

/** One point a country, in the middle of its largest polygon, so that no name repeats. */
function labelOf(
  country: Country,
  language: string,
): Feature<Point, { name: string; area: number }> {
  const { geometry } = country;
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  const rings = polygons.flatMap((polygon) => (polygon[0] ? [polygon[0]] : []));
  const measured = rings.map(centroid).sort((a, b) => b.area - a.area)[0];
  return {
    type: 'Feature',
    properties: { name: countryName(country, language), area: measured?.area ?? 0 },
    geometry: { type: 'Point', coordinates: measured?.at ?? [0, 0] },
  };
}

/** The file's names are English, its ids ISO 3166-1 numbers, which `Intl.Locale` knows by letters. */
export function countryName(
  { id, properties }: Pick<Country, 'id' | 'properties'>,
  language: string,
) {
  if (!/^\d{3}$/.test(String(id)) || language.startsWith('en')) return properties.name;
  const { region } = new Intl.Locale(`und-${id}`);
  const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
  return (region && names.of(region)) || properties.name;
}

function centroid(ring: readonly Position[]): { at: Position; area: number } {
  let twice = 0;
  let x = 0;
  let y = 0;
  for (const [index, [ax = 0, ay = 0]] of ring.entries()) {
    const [bx = 0, by = 0] = ring[(index + 1) % ring.length] ?? [];
    const cross = ax * by - bx * ay;
    twice += cross;
    x += (ax + bx) * cross;
    y += (ay + by) * cross;
  }
  if (twice === 0) return { at: ring[0] ? [...ring[0]] : [0, 0], area: 0 };
  return { at: [x / (3 * twice), y / (3 * twice)], area: Math.abs(twice / 2) };
}

/** The whole style of the embedded basemap: no fonts, sprites or tiles from anywhere. */
export function basemapStyle(basemap: Basemap, colours: MapColours): StyleSpecification {
  const places = basemap.places ?? { type: 'FeatureCollection', features: [] };
  return {
    version: 8,
    sources: {
      land: { type: 'geojson', data: basemap.land, attribution: 'Natural Earth', tolerance: 0.2 },
      borders: { type: 'geojson', data: basemap.borders, tolerance: 0.2 },
      countries: { type: 'geojson', data: basemap.labels },
      places: { type: 'geojson', data: places, attribution: 'GeoNames (CC BY 4.0)' },
    },
    layers: [
      { id: 'water', type: 'background', paint: { 'background-color': colours['map-water'] } },
      { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': colours['map-land'] } },
      {
        id: 'coast',
        type: 'line',
        source: 'land',
        paint: { 'line-color': colours['map-border'], 'line-width': 0.6, 'line-opacity': 0.7 },
      },
      {
        id: 'borders',
        type: 'line',
        source: 'borders',
        paint: { 'line-color': colours['map-border'], 'line-width': 1.2 },
      },
      placeLayer(colours),
      countryLayer(colours),
    ],
  };
}

/** Puts finer data under the style that is drawn, without a flash. */
export function showBasemap(map: MapLibre, basemap: Basemap): void {
  const data = {
    land: basemap.land,
    borders: basemap.borders,
    countries: basemap.labels,
    places: basemap.places,
  };
  for (const [source, content] of Object.entries(data)) {
    if (content) map.getSource<GeoJSONSource>(source)?.setData(content);
  }
}

function countryLayer(colours: MapColours): LayerSpecification {
  return {
    id: 'country-names',
    type: 'symbol',
    source: 'countries',
    maxzoom: 7,
    layout: {
      'text-field': ['get', 'name'],
      'text-font': FONT,
      'text-size': ['interpolate', ['linear'], ['zoom'], 2, 10, 6, 15],
      'text-letter-spacing': 0.06,
      'text-max-width': 7,
      // A name steps aside for a cluster rather than vanish.
      'text-variable-anchor': ['center', 'top', 'bottom', 'left', 'right'],
      'text-radial-offset': 2.4,
      'symbol-sort-key': ['-', 0, ['get', 'area']],
    },
    paint: labelPaint(colours),
  };
}

/** Cities from afar, towns and villages as one comes near. */
function placeLayer(colours: MapColours): LayerSpecification {
  return {
    id: 'place-names',
    type: 'symbol',
    source: 'places',
    minzoom: 5,
    filter: [
      '>=',
      ['get', 'people'],
      ['step', ['zoom'], 300_000, 6, 150_000, 7, 60_000, 8, 25_000, 9, 8_000, 10, 3_000, 11, 0],
    ],
    layout: {
      'text-field': ['get', 'name'],
      'text-font': FONT,
      'text-size': [
        'interpolate',
        ['linear'],
        ['zoom'],
        5,
        11,
        12,
        ['case', ['>=', ['get', 'people'], 100_000], 18, ['>=', ['get', 'people'], 20_000], 15, 12],
      ],
      'text-max-width': 8,
      'text-variable-anchor': ['center', 'top', 'bottom', 'left', 'right'],
      'text-radial-offset': 2,
      'text-padding': 6,
      'symbol-sort-key': ['-', 0, ['get', 'people']],
    },
    paint: labelPaint(colours),
  };
}

function labelPaint(colours: MapColours) {
  return {
    'text-color': colours['map-label'],
    'text-halo-color': colours['map-land'],
    'text-halo-width': 1.4,
  };
}
