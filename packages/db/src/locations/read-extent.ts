import type { Tx } from '../client/open-database.ts';
import { runStatement } from '../client/run-statement.ts';
import { type Bounds, narrow } from './location-filter.ts';

/**
 * The box around all locations that are shown; undefined while there is none. Of thousands, the
 * outermost thousandth of each side is left out unless it is ours: one location at 0/0 would
 * otherwise open the map on the sea.
 */
export async function readExtent(tx: Tx): Promise<Bounds | undefined> {
  const { where, values } = narrow({});
  const [row] = await runStatement<{ [Side in keyof Bounds]: number | null }>(tx, {
    text: `SELECT least(${edge(0.001, 0)}, min(x) FILTER (WHERE ours)) AS west,
        greatest(${edge(0.999, 0)}, max(x) FILTER (WHERE ours)) AS east,
        least(${edge(0.001, 1)}, min(y) FILTER (WHERE ours)) AS south,
        greatest(${edge(0.999, 1)}, max(y) FILTER (WHERE ours)) AS north
      FROM (
        SELECT location.point[0] AS x, location.point[1] AS y, partner.kind = 'internal' AS ours
        FROM location JOIN partner ON partner.id = location.partner_id WHERE ${where}
      ) AS shown`,
    values,
  });
  const { west, south, east, north } = row ?? {};
  if (west == null || south == null || east == null || north == null) return undefined;
  return { west, south, east, north };
}

function edge(share: number, axis: 0 | 1): string {
  return `percentile_disc(${share}) WITHIN GROUP (ORDER BY ${axis === 0 ? 'x' : 'y'})`;
}
