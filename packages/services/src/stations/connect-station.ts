import { lockStation, loseSentStationCommands, openStationConnection } from '@peregrine/db';
import type { Context } from '../context.ts';
import { reportEvseStatuses } from './report-evse-statuses.ts';

/**
 * A station's socket was accepted by the gateway `node`. Answers the epoch that fences older
 * sockets. What an older connection sent and never heard of becomes `unknown`, never sent again.
 */
export async function connectStation(
  ctx: Context,
  input: { stationId: string; node: string; protocol: string },
): Promise<{ epoch: number }> {
  const at = ctx.clock.now();
  const { epoch, wasAway } = await ctx.db.tx(async (tx) => {
    const before = await lockStation(tx, input.stationId);
    const opened = await openStationConnection(tx, { ...input, at });
    await loseSentStationCommands(tx, { stationId: input.stationId, epoch: opened, at });
    return { epoch: opened, wasAway: before.awayMarkedAt !== null };
  });
  // Its EVSEs were UNKNOWN meanwhile: back to what the station told last, until it tells anew.
  if (wasAway) await reportEvseStatuses(ctx, input.stationId);
  return { epoch };
}
