import { PLUGS, type Plug } from '@peregrine/domain';

/** Degrees; `west` and `east` may lie beyond 180 on a map that shows the date line. */
export type Bounds = {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
};

/** What a search or a tile narrows to; absent means no narrowing. */
export type LocationFilter = {
  /** Folded words, all of which must stand in name, address, city or operator. */
  readonly words?: readonly string[];
  readonly bounds?: Bounds;
  readonly plugs?: readonly Plug[];
  readonly minPowerW?: number;
  readonly availableOnly?: boolean;
};

type Narrowed = { readonly where: string; readonly values: unknown[] };

/** The filter as SQL over `location`, with its values from `$1` on. */
export function narrow(filter: LocationFilter): Narrowed {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const parts = ['location.publish', 'location.evse_count > 0'];
  if (filter.bounds) {
    const boxes = boxesOf(filter.bounds).map(
      ({ west, south, east, north }) =>
        `location.point <@ box(point(${bind(west)}::float8, ${bind(south)}::float8),
          point(${bind(east)}::float8, ${bind(north)}::float8))`,
    );
    parts.push(`(${boxes.join(' OR ')})`);
  }
  for (const word of filter.words ?? [])
    parts.push(`location.search_text LIKE ${bind(`%${escapeLike(word)}%`)}`);
  const { plugs, minPowerW } = filter;
  if (plugs?.length) parts.push(`location.plugs && ${bind([...plugs])}::text[]`);
  if (minPowerW !== undefined) parts.push(`location.max_power_w >= ${bind(minPowerW)}::int`);
  if (filter.availableOnly) parts.push('location.available_count > 0');
  if (needsOffer(filter)) parts.push(offerParts(filter, bind));
  return { where: parts.join('\n AND '), values };
}

/** Where two conditions must hold for one connector, the sums of the location are not enough. */
function needsOffer(filter: LocationFilter): boolean {
  const conditions = [
    Boolean(filter.plugs?.length),
    filter.minPowerW !== undefined,
    Boolean(filter.availableOnly),
  ];
  return conditions.filter(Boolean).length > 1;
}

/** Power and plug of one connector: a 50 kW station also has a 22 kW socket. */
function offerParts(filter: LocationFilter, bind: (value: unknown) => string): string {
  const { plugs, minPowerW = 0, availableOnly } = filter;
  const wanted = plugs?.length ? plugs : PLUGS;
  const parts = wanted.map((plug) => {
    const [least, most] = [offerOf(plug, minPowerW), offerOf(plug, MOST_POWER_W)];
    return `offer BETWEEN ${bind(least)}::int AND ${bind(most)}::int`;
  });
  const offers = availableOnly ? 'location.free_offers' : 'location.offers';
  return `EXISTS (SELECT FROM unnest(${offers}) AS offer WHERE ${parts.join(' OR ')})`;
}

const MOST_POWER_W = 9_999_999;

/** A connector as a number that a filter compares: its plug's place in `PLUGS`, then its watts. */
export function offerOf(plug: Plug, powerW: number): number {
  return PLUGS.indexOf(plug) * (MOST_POWER_W + 1) + Math.min(powerW, MOST_POWER_W);
}

/** One box, or two where the date line cuts it. */
function boxesOf(bounds: Bounds): Bounds[] {
  const { west, east } = bounds;
  if (east - west >= 360) return [{ ...bounds, west: -180, east: 180 }];
  const turns = Math.floor((west + 180) / 360) * 360;
  const [from, to] = [west - turns, east - turns];
  if (to <= 180) return [{ ...bounds, west: from, east: to }];
  return [
    { ...bounds, west: from, east: 180 },
    { ...bounds, west: -180, east: to - 360 },
  ];
}

/** Text that LIKE takes as it stands. */
export function escapeLike(word: string): string {
  return word.replace(/[\\%_]/g, (sign) => `\\${sign}`);
}
