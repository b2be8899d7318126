import { touchStationConnections } from '@peregrine/db';
import type { Context } from '../context.ts';

/**
 * The gateway `node` still holds these stations' sockets. A station that nobody vouched for in the
 * last minute counts as not connected: a gateway that was killed says no farewell.
 */
export async function vouchForStations(
  ctx: Context,
  input: { node: string; stationIds: readonly string[] },
): Promise<void> {
  if (input.stationIds.length === 0) return;
  await touchStationConnections(ctx.db.read, { ...input, at: ctx.clock.now() });
}
