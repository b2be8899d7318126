import {
  findStationById,
  listStationConnectors,
  lockStationTransaction,
  patchStationTransaction,
  type StationTransactionRecord,
  type Tx,
} from '@peregrine/db';
import type { Context } from '../context.ts';
import { sessionIdOf } from './build-session.ts';
import { UNPLUG_GRACE_MS } from './events/stop-row.ts';
import { enqueueFinish } from './events/unplug.ts';
import { forwardCdr } from './forward-cdr.ts';
import { forwardSession } from './forward-session.ts';
import { ownPartner } from './own-site.ts';
import { isStationConnected } from './station-liveness.ts';

/** A cable that stays longer than this after the stop is nobody's parking any more. */
const LONGEST_PARKING_MS = 24 * 3_600_000;

/**
 * Hands a transaction's newest state to the house. One whose energy stopped and whose cable left (or
 * whose grace is over) is closed, and its CDR follows. Idempotent: a second call, or a call after a
 * crash, builds the same CDR from the same row. Answers whether the transaction is finished.
 */
export async function finishTransaction(
  ctx: Context,
  input: { transactionId: number },
): Promise<boolean> {
  const now = ctx.clock.now();
  const closed = await ctx.db.tx((tx) => closeTransaction(ctx, tx, input.transactionId, now));
  const own = await ownPartner(ctx);
  await forwardSession(ctx, own, input.transactionId);
  if (!closed) return false;
  if (closed.cdrId !== null && closed.cdrAcceptedAt === null) await forwardCdr(ctx, own, closed);
  return true;
}

async function closeTransaction(
  ctx: Context,
  tx: Tx,
  transactionId: number,
  now: Date,
): Promise<StationTransactionRecord | undefined> {
  const row = await lockStationTransaction(tx, transactionId);
  if (!row?.stoppedAt) return undefined;
  if (row.finishedAt) return row;
  if (!row.unpluggedAt && (await mayStillBeParked(tx, row, now))) {
    await enqueueFinish({ tx }, transactionId, new Date(now.getTime() + UNPLUG_GRACE_MS));
    return undefined;
  }
  const quarantine = row.quarantine ?? undefined;
  const cdrId = quarantine ? null : `${sessionIdOf(ctx.seller.cpoParty, transactionId)}-CDR`;
  return patchStationTransaction(tx, transactionId, { finishedAt: now, cdrId });
}

/** Within the grace anything may come; after it only a station that says so still has the cable. */
async function mayStillBeParked(
  tx: Tx,
  row: StationTransactionRecord,
  now: Date,
): Promise<boolean> {
  const waited = now.getTime() - (row.stopReceivedAt ?? now).getTime();
  if (waited < UNPLUG_GRACE_MS) return true;
  if (waited > LONGEST_PARKING_MS) return false;
  const station = await findStationById(tx, row.stationId);
  if (!station || !isStationConnected(station, now)) return false;
  const told = await listStationConnectors(tx, row.stationId);
  const mine = told.find(({ connector }) => connector === row.connector);
  return mine !== undefined && ['Finishing', 'SuspendedEV', 'Charging'].includes(mine.status);
}
