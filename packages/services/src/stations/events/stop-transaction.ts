import {
  findStationTransaction,
  listOpenTransactions,
  listStationConnectors,
  patchStationTransaction,
  type StationTransactionRecord,
} from '@peregrine/db';
import type { StationEvent } from '@peregrine/domain';
import { type EventOutcome, type EventScope, eventTime, laterOf } from './event-scope.ts';
import { keepMessage } from './keep-message.ts';
import { registerOf, takeReadings } from './read-meter.ts';
import { stopTransactionRow } from './stop-row.ts';
import { unplugTransaction } from './unplug.ts';

type Stopped = Extract<StationEvent, { kind: 'transaction-stopped' }>;

/**
 * The energy ended. The first stop wins; a differing one and one of a transaction that we do not
 * know are kept with a flag, and both are answered: an error would make the station repeat forever.
 */
export async function stopTransaction(scope: EventScope, event: Stopped): Promise<EventOutcome> {
  const answer = { kind: 'noted' } as const;
  const transaction = await transactionOfStop(scope, event);
  if (!transaction) {
    await keepMessage(scope, event, undefined, 'unknown-transaction');
    return { answer };
  }
  const { transactionId } = transaction;
  if (transaction.stoppedAt) {
    const same = isSameStop(scope, transaction, event);
    if (!same) await keepMessage(scope, event, transactionId, 'stop-conflict');
    return { answer, changed: [transactionId], over: [transactionId] };
  }
  await keepMessage(scope, event, transactionId);
  const metered = await takeReadings(scope, transaction, event.readings);
  const known = { ...transaction, ...metered };
  if (metered) await patchStationTransaction(scope.tx, transactionId, metered);
  const stoppedAt = laterOf(eventTime(scope, event.at), known.startedAt);
  const meterStopWh = finalRegister(known, event.meterStopWh);
  await stopTransactionRow(scope, known, { stoppedAt, meterStopWh, reason: event.reason });
  const unpluggedAt = await alreadyUnplugged(scope, known, event, stoppedAt);
  if (unpluggedAt) await unplugTransaction(scope, transactionId, unpluggedAt);
  return {
    answer,
    changed: [transactionId],
    over: unpluggedAt ? [transactionId] : [],
  };
}

/**
 * By its id. Stations that started while offline stop with -1 or 0: then the one open transaction
 * that fits the token and the meter, and none when there are two.
 */
async function transactionOfStop(
  { tx, station }: EventScope,
  event: Stopped,
): Promise<StationTransactionRecord | undefined> {
  if (event.transactionId > 0) {
    const named = await findStationTransaction(tx, event.transactionId);
    return named?.stationId === station.id ? named : undefined;
  }
  const open = await listOpenTransactions(tx, { stationId: station.id });
  const fitting = open.filter((row) => {
    const sameToken = !event.tokenUid || sameUid(row.tokenUid, event.tokenUid);
    const sameMeter =
      event.meterStopWh === undefined || BigInt(event.meterStopWh) >= row.meterStartWh;
    return sameToken && sameMeter;
  });
  return fitting.length === 1 ? fitting[0] : undefined;
}

function sameUid(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** The station's last word, never less than was read before it where it sends nonsense. */
function finalRegister(row: StationTransactionRecord, meterStopWh: number | undefined): bigint {
  if (meterStopWh === undefined) return row.meterWh;
  const value = BigInt(meterStopWh);
  if (value >= row.meterStartWh) return value;
  const relative = registerOf(value, row.meterStartWh);
  if (relative > row.meterWh) return relative;
  return row.meterWh;
}

function isSameStop(scope: EventScope, row: StationTransactionRecord, event: Stopped): boolean {
  const at = event.at === undefined ? row.stoppedAt : eventTime(scope, event.at);
  return (
    finalRegister(row, event.meterStopWh) === row.meterStopWh &&
    at?.getTime() === row.stoppedAt?.getTime()
  );
}

/** The stop came after the cable had gone: pulled out, or told in the other order. */
async function alreadyUnplugged(
  { tx, station }: EventScope,
  row: StationTransactionRecord,
  event: Stopped,
  stoppedAt: Date,
): Promise<Date | undefined> {
  if (event.reason === 'EVDisconnected') return stoppedAt;
  // Stopped while offline: when the cable left nobody knows, so nothing is parked.
  const wasOffline = station.connectedAt !== null && stoppedAt < station.connectedAt;
  const connectors = await listStationConnectors(tx, station.id);
  const told = connectors.find(({ connector }) => connector === row.connector);
  if (told?.status !== 'Available' || told.statusAt <= row.startedAt) return undefined;
  return wasOffline ? stoppedAt : laterOf(stoppedAt, told.statusAt);
}
