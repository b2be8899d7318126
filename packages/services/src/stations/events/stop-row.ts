import {
  insertStationReadings,
  patchStationTransaction,
  type StationTransactionRecord,
} from '@peregrine/db';
import type { EventScope } from './event-scope.ts';
import { enqueueFinish, unplugTransaction } from './unplug.ts';

/**
 * After a stop the cable usually leaves within the hour or is known to stay (the connector says
 * Finishing); this is when a silent connector is looked at.
 */
export const UNPLUG_GRACE_MS = 15 * 60_000;

/** Writes the end of a transaction's energy; the grace of the unplugging begins. */
export async function stopTransactionRow(
  scope: Pick<EventScope, 'tx' | 'receivedAt'>,
  transaction: StationTransactionRecord,
  stop: { stoppedAt: Date; meterStopWh: bigint; reason: string | undefined },
): Promise<void> {
  const { tx, receivedAt } = scope;
  const { transactionId } = transaction;
  await patchStationTransaction(tx, transactionId, {
    stoppedAt: stop.stoppedAt,
    stopReceivedAt: receivedAt,
    meterStopWh: stop.meterStopWh,
    stopReason: stop.reason ?? null,
    meterWh: stop.meterStopWh,
    meterAt: stop.stoppedAt,
    powerW: 0,
  });
  const reading = { at: stop.stoppedAt, meterWh: stop.meterStopWh, powerW: null };
  await insertStationReadings(tx, [{ transactionId, ...reading }]);
  await enqueueFinish(scope, transactionId, new Date(receivedAt.getTime() + UNPLUG_GRACE_MS));
}

/** The stop never came (power failure, a station that is gone): the last meter value is the end. */
export async function endLostTransaction(
  scope: Pick<EventScope, 'tx' | 'receivedAt'>,
  open: StationTransactionRecord,
): Promise<void> {
  const { meterAt, meterWh, transactionId } = open;
  await stopTransactionRow(scope, open, {
    stoppedAt: meterAt,
    meterStopWh: meterWh,
    reason: 'StopLost',
  });
  await unplugTransaction(scope, transactionId, meterAt);
}
