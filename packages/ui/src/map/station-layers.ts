import type { GeoPoint } from '@peregrine/domain';
import type { Feature, FeatureCollection, Point } from 'geojson';
import type { GeoJSONSource, LayerSpecification, Map as MapLibre } from 'maplibre-gl';
import { isStale } from '../format/time.ts';
import type { MapColours } from './map-colours.ts';
import type { StationTile } from './map-tile.ts';
import { addMarkerImages, clusterImage, stationImage } from './marker-images.ts';
import { mergeMarks } from './merge-marks.ts';

const FONT = ['Inter Variable'];
const NOTHING: FeatureCollection = { type: 'FeatureCollection', features: [] };

/** Layers a click may hit, uppermost first. */
export const CLICKABLE = ['stations', 'clusters'] as const;

/** Puts our sources, marks and layers on a style; called again whenever the style changed. */
export function addStationLayers(map: MapLibre, colours: MapColours): void {
  addMarkerImages(map, colours);
  for (const source of ['stations', 'clusters', 'here', 'selection']) {
    if (!map.getSource(source)) map.addSource(source, { type: 'geojson', data: NOTHING });
  }
  if (map.getLayer('stations')) return;
  map.addLayer({
    id: 'selection',
    type: 'symbol',
    source: 'selection',
    layout: { 'icon-image': 'selection', 'icon-allow-overlap': true },
  });
  map.addLayer(clusterLayer(colours));
  map.addLayer(stationLayer(colours));
  map.addLayer({
    id: 'here',
    type: 'symbol',
    source: 'here',
    layout: { 'icon-image': 'here', 'icon-allow-overlap': true },
  });
}

/** Rings with how many are free, of all beneath it. */
function clusterLayer(colours: MapColours): LayerSpecification {
  return {
    id: 'clusters',
    type: 'symbol',
    source: 'clusters',
    layout: {
      'icon-image': ['get', 'image'],
      'icon-allow-overlap': true,
      'text-allow-overlap': true,
      // Free large, of all beneath it.
      'text-field': [
        'format',
        ['get', 'free'],
        {},
        '\n',
        {},
        ['concat', '/', ['get', 'all']],
        { 'font-scale': 0.72, 'text-color': colours.muted },
      ],
      'text-font': FONT,
      'text-size': ['get', 'textSize'],
      'text-line-height': 1,
      'symbol-sort-key': ['get', 'evses'],
    },
    paint: { 'text-color': colours.ink },
  };
}

/** Single stations: shape and colour by availability, size by power. */
function stationLayer(colours: MapColours): LayerSpecification {
  return {
    id: 'stations',
    type: 'symbol',
    source: 'stations',
    layout: {
      'icon-image': ['get', 'image'],
      'icon-allow-overlap': true,
      'text-optional': true,
      'text-field': ['get', 'label'],
      'text-font': FONT,
      'text-size': 12,
      'text-anchor': 'top',
      // Below the mark, which is larger the more power it stands for.
      'text-offset': [
        'step',
        ['get', 'power'],
        ['literal', [0, 1.2]],
        50_000,
        ['literal', [0, 1.4]],
        150_000,
        ['literal', [0, 1.65]],
      ],
      'symbol-sort-key': ['get', 'power'],
    },
    paint: {
      'icon-opacity': ['case', ['get', 'stale'], 0.55, 1],
      'text-color': colours.ink,
      'text-halo-color': colours.surface,
      'text-halo-width': 1.6,
    },
  };
}

export function showTiles(map: MapLibre, tiles: readonly StationTile[], now: number): void {
  const byId = new Map(tiles.flatMap((tile) => tile.stations).map((it) => [it.id, it]));
  const { clusters, stations } = mergeMarks(
    { clusters: tiles.flatMap((tile) => tile.clusters), stations: [...byId.values()] },
    map.getZoom(),
  );
  setPoints(
    map,
    'clusters',
    clusters.map((cluster) =>
      pointOf(cluster, {
        image: clusterImage(cluster.available, cluster.evses),
        free: compact(cluster.available),
        all: compact(cluster.evses),
        textSize: cluster.evses >= 100 ? 17 : 15,
        evses: cluster.evses,
      }),
    ),
  );
  setPoints(
    map,
    'stations',
    stations.map((station) =>
      pointOf(station, {
        id: station.id,
        image: stationImage(station.availability, station.maxPowerW),
        label: `${station.available}/${station.evses}`,
        power: station.maxPowerW,
        stale: isStale(station.statusAt, now),
      }),
    ),
  );
}

export function showPoint(
  map: MapLibre,
  source: 'here' | 'selection',
  point: GeoPoint | undefined,
): void {
  setPoints(map, source, point ? [pointOf(point, {})] : []);
}

function setPoints(map: MapLibre, source: string, features: Feature<Point>[]): void {
  map.getSource<GeoJSONSource>(source)?.setData({ type: 'FeatureCollection', features });
}

function pointOf(at: GeoPoint, properties: Record<string, unknown>): Feature<Point> {
  return {
    type: 'Feature',
    properties,
    geometry: { type: 'Point', coordinates: [at.longitude, at.latitude] },
  };
}

/** `980`, `1.2k`, `14k`: what fits into a ring. */
function compact(count: number): string {
  if (count < 1_000) return String(count);
  return count < 10_000 ? `${(count / 1_000).toFixed(1)}k` : `${Math.round(count / 1_000)}k`;
}
