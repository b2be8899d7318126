import { type HeldConnection, touchStationConnections } from '@peregrine/db';
import type { Context } from '../context.ts';
import { reportEvseStatuses } from './report-evse-statuses.ts';

/**
 * The gateway `node` still holds these stations' sockets. A station that nobody vouched for in the
 * last minute counts as away: a gateway that was killed says no farewell. One that was marked so
 * while its socket stayed open is back, and its EVSEs with it.
 */
export async function vouchForStations(
  ctx: Context,
  input: { readonly node: string; readonly held: readonly HeldConnection[] },
): Promise<void> {
  if (input.held.length === 0) return;
  const at = ctx.clock.now();
  const back = await ctx.db.tx((tx) => touchStationConnections(tx, { ...input, at }));
  for (const stationId of back) await reportEvseStatuses(ctx, stationId);
}
