import { closeStationConnection } from '@peregrine/db';
import type { Context } from '../context.ts';

/** The socket of this epoch is gone; nothing happens when a newer one took over. */
export async function disconnectStation(
  ctx: Context,
  input: { stationId: string; epoch: number },
): Promise<void> {
  const at = ctx.clock.now();
  await ctx.db.tx((tx) => closeStationConnection(tx, { ...input, at }));
}
