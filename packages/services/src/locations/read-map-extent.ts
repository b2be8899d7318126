import { type Bounds, readExtent } from '@peregrine/db';
import type { Context } from '../context.ts';

/** What the map opens on: all stations known, in degrees; undefined while there is none. */
export async function readMapExtent(ctx: Context): Promise<Bounds | undefined> {
  return await readExtent(ctx.db.read);
}
