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
  readonly plugs?: readonly string[];
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
  if (needsEvse(filter)) {
    const one = `EXISTS (SELECT FROM evse
      WHERE evse.location_row_id = location.id AND ${evseParts(filter, bind)})`;
    parts.push(`((${anyEvseMeets(filter)}) OR ${one})`);
  }
  return { where: parts.join('\n AND '), values };
}

/** Where two conditions must hold for one EVSE, the columns of the location are not enough. */
function needsEvse(filter: LocationFilter): boolean {
  const conditions = [
    Boolean(filter.plugs?.length),
    filter.minPowerW !== undefined,
    Boolean(filter.availableOnly),
  ];
  return conditions.filter(Boolean).length > 1;
}

/**
 * Where all EVSEs are alike, the columns of the location do say it, and its EVSEs need not be read:
 * all of them free, all of one plug.
 */
function anyEvseMeets(filter: LocationFilter): string {
  const parts: string[] = [];
  if (filter.availableOnly) parts.push('location.available_count = location.evse_count');
  if (filter.plugs?.length && filter.minPowerW !== undefined)
    parts.push('cardinality(location.plugs) = 1');
  return parts.join(' AND ');
}

function evseParts(filter: LocationFilter, bind: (value: unknown) => string): string {
  const { plugs, minPowerW } = filter;
  const parts = ["evse.status NOT IN ('REMOVED', 'PLANNED')"];
  if (plugs?.length) parts.push(`evse.plugs && ${bind([...plugs])}::text[]`);
  if (minPowerW !== undefined) parts.push(`evse.max_power_w >= ${bind(minPowerW)}::int`);
  if (filter.availableOnly) parts.push("evse.status = 'AVAILABLE'");
  // Power and plug of one connector: a 50 kW station also has a 22 kW socket.
  if (plugs?.length && minPowerW !== undefined)
    parts.push(`(cardinality(evse.plugs) = 1 OR EXISTS (
      SELECT FROM connector WHERE connector.evse_row_id = evse.id
        AND connector.plug = ANY(${bind([...plugs])}::text[])
        AND connector.max_power_w >= ${bind(minPowerW)}::int))`);
  return parts.join(' AND ');
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
