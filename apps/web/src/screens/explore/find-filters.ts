import { PLUGS, type Plug } from '@peregrine/domain';
import type { MapView } from '@peregrine/ui';

export const SORTS = ['distance', 'price', 'power'] as const;
export type Sort = (typeof SORTS)[number];

/** Offered lower limits of power in kW; 0 is any. */
export const POWER_STEPS_KW = [0, 11, 50, 150] as const;

/** What the reader looks for. It lives in the URL: a link shows the same stations. */
export type FindFilters = {
  readonly text: string;
  readonly plugs: readonly Plug[];
  readonly minPowerKw: number;
  readonly freeNow: boolean;
  readonly sort: Sort;
};

export const NO_FILTERS: FindFilters = {
  text: '',
  plugs: [],
  minPowerKw: 0,
  freeNow: false,
  sort: 'distance',
};

/** Reads what it knows and leaves out the rest: URLs are typed and shared by people. */
export function parseFilters(parameters: URLSearchParams): FindFilters {
  const wished = (parameters.get('plug') ?? '').split(',');
  const power = Number(parameters.get('kw') ?? 0);
  const sort = parameters.get('sort') as Sort;
  return {
    text: (parameters.get('q') ?? '').slice(0, 80),
    plugs: PLUGS.filter((plug) => wished.includes(plug)),
    minPowerKw: Number.isInteger(power) && power > 0 && power <= 2_000 ? power : 0,
    freeNow: parameters.get('free') === '1',
    sort: SORTS.includes(sort) ? sort : 'distance',
  };
}

/** Where the map stands, as `latitude,longitude,zoom`. */
export function parseView(text: string | null | undefined): MapView | undefined {
  const [latitude, longitude, zoom] = (text ?? '').split(',').map(Number);
  if (latitude === undefined || longitude === undefined || zoom === undefined) return undefined;
  const sane = Math.abs(latitude) <= 85 && Math.abs(longitude) <= 180 && zoom >= 0 && zoom <= 20;
  return sane ? { center: { latitude, longitude }, zoom } : undefined;
}

/** A view as `parseView` reads it, the place with so many decimals of a degree. */
export function viewText({ center, zoom }: MapView, decimals: number): string {
  const place = [center.latitude, center.longitude].map((it) => it.toFixed(decimals));
  return `${place.join(',')},${zoom.toFixed(1)}`;
}

/** The URL's query without what is at its default; empty or starting with `?`. */
export function toQuery(filters: FindFilters, view: MapView | undefined): string {
  const parameters = new URLSearchParams();
  if (filters.text) parameters.set('q', filters.text);
  if (filters.plugs.length > 0) parameters.set('plug', filters.plugs.join(','));
  if (filters.minPowerKw > 0) parameters.set('kw', String(filters.minPowerKw));
  if (filters.freeNow) parameters.set('free', '1');
  if (filters.sort !== 'distance') parameters.set('sort', filters.sort);
  if (view) {
    parameters.set('at', viewText(view, 4));
  }
  const query = parameters.toString().replaceAll('%2C', ',');
  return query ? `?${query}` : '';
}

/** How many filters of the sheet are set; text and sorting are seen anyway. */
export function countFilters(filters: FindFilters): number {
  return (
    (filters.plugs.length > 0 ? 1 : 0) +
    (filters.minPowerKw > 0 ? 1 : 0) +
    (filters.freeNow ? 1 : 0)
  );
}

/** The filters as the verbs take them, for the list and the tiles alike. */
export function stationFilter(filters: FindFilters): {
  plugs?: Plug[];
  minPowerW?: number;
  availableOnly?: true;
} {
  return {
    ...(filters.plugs.length > 0 && { plugs: [...filters.plugs] }),
    ...(filters.minPowerKw > 0 && { minPowerW: filters.minPowerKw * 1000 }),
    ...(filters.freeNow && { availableOnly: true as const }),
  };
}
