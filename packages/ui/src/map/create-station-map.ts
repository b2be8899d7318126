import 'maplibre-gl/dist/maplibre-gl.css';
import type { GeoPoint } from '@peregrine/domain';
import {
  AttributionControl,
  getVersion,
  type MapLayerMouseEvent,
  Map as MapLibre,
  setWorkerUrl,
} from 'maplibre-gl';
import { basemapStyle } from './basemap.ts';
import { readMapColours } from './map-colours.ts';
import { type Bounds, type MapView, type TileKey, tilesCovering } from './map-tile.ts';
import { addStationLayers, CLICKABLE, showPoint, showTiles } from './station-layers.ts';
import { createTileStore, type TileStore } from './tile-store.ts';

const REFRESH_MS = 30_000;
/** Room around what the map opens on: marks, the search field above. */
const OPENING_MARGIN = { top: 84, bottom: 36, left: 44, right: 44 };
const OPENING_MAX_ZOOM = 12;
const MAX_ZOOM = 17;
/** To here MapLibre slices the basemap's last tiles anew; from here on it enlarges the slices. */
const LAST_SLICED_ZOOM = 9;

export type StationMapOptions = {
  readonly container: HTMLElement;
  readonly view: MapView;
  /** What the map opens on instead of `view`, as large as its free part allows. */
  readonly opening?: Bounds | undefined;
  /** See `setBottomPadding`. */
  readonly bottomPadding: number;
  /** Where the app serves the files that `@peregrine/ui/public-files` copied. */
  readonly filesUrl: string;
  /** A style of the deployment (streets); undefined: the embedded world. */
  readonly styleUrl?: string | undefined;
  readonly tileUrl: (key: TileKey) => string;
  readonly label: string;
  /** Of the names of countries, as BCP 47. */
  readonly language: string;
  readonly reducedMotion: boolean;
  readonly onMoved: (view: MapView, bounds: Bounds) => void;
  readonly onStation: (stationId: string) => void;
  readonly onTilesFailed: (failed: boolean) => void;
};

export type StationMapControl = {
  setTileUrl(tileUrl: (key: TileKey) => string): void;
  setHere(point: GeoPoint | undefined): void;
  setSelected(point: GeoPoint | undefined): void;
  flyTo(view: MapView): void;
  /** Keeps the middle of the map clear of what lies over its lower edge, in px. */
  setBottomPadding(pixels: number): void;
  recolour(): void;
  destroy(): void;
};

/** Draws the map of stations; imported lazily, since it brings MapLibre with it. */
export async function createStationMap(options: StationMapOptions): Promise<StationMapControl> {
  setWorkerUrl(`${options.filesUrl}/maplibre-${getVersion()}/maplibre-gl-worker.mjs`);
  await document.fonts.load('12px "Inter Variable"');
  const map = openMap(options);
  const layers = keepLayers(map, options);
  let store = createTileStore(options.tileUrl);
  const refresh = () => showVisible(map, store, options.onTilesFailed);

  map.on('moveend', () => {
    const { lat, lng } = map.getCenter();
    const view = { center: { latitude: lat, longitude: lng }, zoom: map.getZoom() };
    options.onMoved(view, boundsOf(map));
    refresh();
  });
  map.on('style.load', refresh);
  listenForClicks(map, options);
  const timer = setInterval(() => document.hidden || refresh(), REFRESH_MS);

  return {
    setTileUrl(tileUrl) {
      store = createTileStore(tileUrl);
      refresh();
    },
    setHere: layers.setHere,
    setSelected: layers.setSelected,
    flyTo(view) {
      const target = {
        center: [view.center.longitude, view.center.latitude] as [number, number],
        zoom: view.zoom,
      };
      if (options.reducedMotion) map.jumpTo(target);
      else map.flyTo({ ...target, duration: 900, essential: false });
    },
    setBottomPadding(pixels) {
      map.setPadding({ bottom: pixels });
    },
    recolour: layers.recolour,
    destroy() {
      clearInterval(timer);
      map.remove();
    },
  };
}

/** The deployment's own, else the embedded world in the present colours. */
function styleOf({ styleUrl, filesUrl, language, container }: StationMapOptions) {
  return styleUrl ?? basemapStyle({ filesUrl, language, colours: readMapColours(container) });
}

function openMap(options: StationMapOptions): MapLibre {
  const map = new MapLibre({
    container: options.container,
    style: styleOf(options),
    center: [options.view.center.longitude, options.view.center.latitude],
    zoom: options.view.zoom,
    minZoom: 2,
    maxZoom: MAX_ZOOM,
    zoomLevelsToOverscale: MAX_ZOOM - LAST_SLICED_ZOOM,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    locale: { 'Map.Title': options.label },
    fadeDuration: options.reducedMotion ? 0 : 150,
  });
  map.touchZoomRotate.disableRotation();
  map.setPadding({ bottom: options.bottomPadding });
  if (options.opening) {
    const { west, south, east, north } = options.opening;
    map.fitBounds([west, south, east, north], {
      padding: OPENING_MARGIN,
      maxZoom: OPENING_MAX_ZOOM,
      animate: false,
    });
  }
  map.addControl(new AttributionControl({ compact: false }), 'top-right');
  return map;
}

/** Our layers outlive a change of style or colours; so do the reader's place and selection. */
function keepLayers(map: MapLibre, options: StationMapOptions) {
  let here: GeoPoint | undefined;
  let selected: GeoPoint | undefined;
  const setHere = (point: GeoPoint | undefined) => {
    here = point;
    showPoint(map, 'here', here);
  };
  const setSelected = (point: GeoPoint | undefined) => {
    selected = point;
    showPoint(map, 'selection', selected);
  };
  map.on('style.load', () => {
    addStationLayers(map, readMapColours(options.container));
    setHere(here);
    setSelected(selected);
  });
  const recolour = () => map.setStyle(styleOf(options), { diff: false });
  return { setHere, setSelected, recolour };
}

async function showVisible(
  map: MapLibre,
  store: TileStore,
  onTilesFailed: (failed: boolean) => void,
): Promise<void> {
  const keys = tilesCovering(boundsOf(map), map.getZoom());
  const show = (evenIncomplete: boolean) => {
    const { tiles, complete } = store.known(keys);
    if ((complete || evenIncomplete) && map.getSource('stations'))
      showTiles(map, tiles, Date.now());
  };
  show(false);
  const { failed } = await store.load(keys);
  const stillHere = tilesCovering(boundsOf(map), map.getZoom());
  if (JSON.stringify(stillHere) !== JSON.stringify(keys)) return;
  show(true);
  onTilesFailed(failed > 0);
}

function listenForClicks(map: MapLibre, options: StationMapOptions): void {
  map.on('click', 'stations', (event: MapLayerMouseEvent) => {
    const id = event.features?.[0]?.properties?.id;
    if (typeof id === 'string') options.onStation(id);
  });
  map.on('click', 'clusters', (event: MapLayerMouseEvent) => {
    map.easeTo({
      center: event.lngLat,
      zoom: Math.min(map.getZoom() + 2, 15),
      duration: options.reducedMotion ? 0 : 400,
    });
  });
  for (const layer of CLICKABLE) {
    map.on('mouseenter', layer, () => {
      map.getCanvas().style.cursor = 'pointer';
    });
    map.on('mouseleave', layer, () => {
      map.getCanvas().style.cursor = '';
    });
  }
}

/** What can be seen: without the part that lies under the sheet. */
function boundsOf(map: MapLibre): Bounds {
  const { clientWidth, clientHeight } = map.getContainer();
  const bottom = clientHeight - (map.getPadding().bottom ?? 0);
  const northWest = map.unproject([0, 0]);
  const southEast = map.unproject([clientWidth, bottom]);
  return {
    west: northWest.lng,
    south: southEast.lat,
    east: southEast.lng,
    north: northWest.lat,
  };
}
