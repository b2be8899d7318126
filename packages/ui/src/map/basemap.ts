import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';
import {
  BASEMAP_DIRECTORY,
  CITY_PEOPLE,
  TOWNS_BOUNDS,
  TOWNS_ZOOM,
  WORLD_MAX_ZOOM,
} from './basemap-tiles.ts';
import type { MapColours } from './map-colours.ts';

const FONT = ['Inter Variable'];

export type BasemapOptions = {
  /** Where the app serves the files of `@peregrine/ui/public-files`. */
  readonly filesUrl: string;
  /** Of the names of countries, as BCP 47; English where the tiles have no such names. */
  readonly language: string;
  readonly colours: MapColours;
};

/** The whole style of the embedded basemap: no fonts, sprites or tiles from anywhere else. */
export function basemapStyle({ filesUrl, language, colours }: BasemapOptions): StyleSpecification {
  const { west, south, east, north } = TOWNS_BOUNDS;
  const tiles = (source: string) => [`${filesUrl}/${BASEMAP_DIRECTORY}/${source}/{z}/{x}/{y}.mvt`];
  return {
    version: 8,
    sources: {
      world: {
        type: 'vector',
        tiles: tiles('world'),
        maxzoom: WORLD_MAX_ZOOM,
        attribution: 'Natural Earth | GeoNames (CC BY 4.0)',
      },
      towns: {
        type: 'vector',
        tiles: tiles('towns'),
        minzoom: TOWNS_ZOOM,
        maxzoom: TOWNS_ZOOM,
        bounds: [west, south, east, north],
      },
    },
    layers: [
      { id: 'water', type: 'background', paint: { 'background-color': colours['map-water'] } },
      {
        id: 'land',
        type: 'fill',
        source: 'world',
        'source-layer': 'land',
        // The coast is drawn by a line of its own.
        paint: { 'fill-color': colours['map-land'], 'fill-antialias': false },
      },
      {
        id: 'coast',
        type: 'line',
        source: 'world',
        'source-layer': 'land',
        paint: { 'line-color': colours['map-border'], 'line-width': 0.6, 'line-opacity': 0.7 },
      },
      {
        id: 'borders',
        type: 'line',
        source: 'world',
        'source-layer': 'borders',
        paint: { 'line-color': colours['map-border'], 'line-width': 1.2 },
      },
      placeLayer('towns', TOWNS_ZOOM, colours),
      placeLayer('cities', WORLD_MAX_ZOOM, colours),
      countryLayer(language, colours),
    ],
  };
}

function countryLayer(language: string, colours: MapColours): LayerSpecification {
  return {
    id: 'country-names',
    type: 'symbol',
    source: 'world',
    'source-layer': 'countries',
    maxzoom: 7,
    layout: {
      'text-field': ['coalesce', ['get', `name:${language.split('-')[0]}`], ['get', 'name']],
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
function placeLayer(
  places: 'cities' | 'towns',
  minzoom: number,
  colours: MapColours,
): LayerSpecification {
  return {
    id: `names-of-${places}`,
    type: 'symbol',
    source: places === 'cities' ? 'world' : 'towns',
    'source-layer': places,
    minzoom,
    filter: [
      '>=',
      ['get', 'people'],
      ['step', ['zoom'], 300_000, 6, CITY_PEOPLE, 7, 60_000, 8, 25_000, 9, 8_000, 10, 3_000, 11, 0],
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
