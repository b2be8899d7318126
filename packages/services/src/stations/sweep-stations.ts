import {
  confirmStatuses,
  expireStationCommands,
  findSilentStations,
  listAbandonedTransactions,
  listUnforwardedTransactions,
  lockStation,
  lockStationTransaction,
  markStationAway,
  type StationTransactionRecord,
} from '@peregrine/db';
import type { Context } from '../context.ts';
import { tellResult } from './answer-station-command.ts';
import { endLostTransaction } from './events/stop-row.ts';
import { finishTransaction } from './finish-transaction.ts';
import { reportEvseStatuses } from './report-evse-statuses.ts';
import { AWAY_AFTER_MS } from './station-liveness.ts';

/** How long a finished transaction may lack its CDR before somebody else hands it over. */
const STUCK_AFTER_MS = 60_000;
/** How long a station may be away before what ran there counts as ended. */
const ABANDONED_AFTER_MS = 24 * 3_600_000;

/**
 * What time alone brings: commands that no gateway could send in time, stations that nobody vouches
 * for (their EVSEs become UNKNOWN), transactions whose station never came back, finished ones whose
 * CDR was lost in a crash. Cheap where there is nothing to do; any process may call it, several at
 * once.
 */
export async function sweepStations(ctx: Context): Promise<void> {
  const now = ctx.clock.now();
  for (const row of await ctx.db.tx((tx) => expireStationCommands(tx, now))) {
    await tellResult(ctx, row, 'TIMEOUT');
  }
  const before = new Date(now.getTime() - AWAY_AFTER_MS);
  for (const { id: stationId } of await findSilentStations(ctx.db.read, before)) {
    const marked = await ctx.db.tx((tx) => markStationAway(tx, { stationId, before, at: now }));
    if (marked) await reportEvseStatuses(ctx, stationId);
  }
  // Stations that are not away report each change at once: what they said last still holds.
  await confirmStatuses(ctx.db.read, { kind: 'internal' }, now);
  const abandonedBefore = new Date(now.getTime() - ABANDONED_AFTER_MS);
  for (const row of await listAbandonedTransactions(ctx.db.read, abandonedBefore)) {
    await endAbandoned(ctx, row, now);
  }
  const stuckBefore = new Date(now.getTime() - STUCK_AFTER_MS);
  for (const { transactionId } of await listUnforwardedTransactions(ctx.db.read, stuckBefore)) {
    await finishTransaction(ctx, { transactionId });
  }
}

async function endAbandoned(
  ctx: Context,
  { transactionId, stationId }: StationTransactionRecord,
  now: Date,
): Promise<void> {
  await ctx.db.tx(async (tx) => {
    await lockStation(tx, stationId);
    const row = await lockStationTransaction(tx, transactionId);
    if (row && !row.stoppedAt) await endLostTransaction({ tx, receivedAt: now }, row);
  });
  await finishTransaction(ctx, { transactionId });
}
