import {
  findStationTransaction,
  insertStationReadings,
  listOpenTransactions,
  patchStationTransaction,
  type StationTransactionRecord,
} from '@peregrine/db';
import type { MeterReading, StationEvent } from '@peregrine/domain';
import { type EventOutcome, type EventScope, eventTime } from './event-scope.ts';
import { keepMessage } from './keep-message.ts';

type MeterRead = Extract<StationEvent, { kind: 'meter-read' }>;

/** Meter values of a running transaction; those of an idle meter are answered and forgotten. */
export async function readMeter(scope: EventScope, event: MeterRead): Promise<EventOutcome> {
  const { tx, station } = scope;
  const transaction = await transactionOfReading(scope, event);
  if (!transaction) {
    if (event.transactionId === undefined) return { answer: { kind: 'noted' } };
    await keepMessage(scope, event, undefined, 'unknown-transaction');
    return { answer: { kind: 'noted' } };
  }
  if (scope.findings.length > 0) await keepMessage(scope, event, transaction.transactionId);
  const taken = await takeReadings(scope, transaction, event.readings);
  if (!taken || transaction.stationId !== station.id) return { answer: { kind: 'noted' } };
  await patchStationTransaction(tx, transaction.transactionId, taken);
  return { answer: { kind: 'noted' }, changed: [transaction.transactionId] };
}

/** By its id; stations that never learned the id name none, -1 or 0: then by the connector. */
async function transactionOfReading(
  { tx, station }: EventScope,
  event: MeterRead,
): Promise<StationTransactionRecord | undefined> {
  if (event.transactionId !== undefined && event.transactionId > 0) {
    const named = await findStationTransaction(tx, event.transactionId);
    return named?.stationId === station.id ? named : undefined;
  }
  const open = await listOpenTransactions(tx, {
    stationId: station.id,
    connector: event.connector,
  });
  return open[0];
}

/**
 * Keeps the readings and answers the newest state of the transaction's meter, or undefined when
 * nothing newer came. A register below the start of the transaction counts from zero there: some
 * stations send the transaction's own energy.
 */
export async function takeReadings(
  scope: EventScope,
  transaction: StationTransactionRecord,
  readings: readonly MeterReading[],
): Promise<{ meterWh: bigint; powerW: number | null; meterAt: Date } | undefined> {
  const { transactionId, meterStartWh, stoppedAt } = transaction;
  let { meterWh, powerW, meterAt } = transaction;
  let newer = false;
  const kept: { transactionId: number; at: Date; meterWh: bigint; powerW: number | null }[] = [];
  for (const reading of readings) {
    const at = eventTime(scope, reading.at);
    if (at < transaction.startedAt || (stoppedAt && at > stoppedAt)) continue;
    const register =
      reading.energyWh === undefined ? meterWh : registerOf(BigInt(reading.energyWh), meterStartWh);
    kept.push({ transactionId, at, meterWh: register, powerW: reading.powerW ?? null });
    if (stoppedAt || at < meterAt || register < meterWh) continue;
    newer = true;
    meterWh = register;
    meterAt = at;
    powerW = reading.powerW ?? powerW;
  }
  if (kept.length > 0) await insertStationReadings(scope.tx, kept);
  return newer ? { meterWh, powerW, meterAt } : undefined;
}

export function registerOf(valueWh: bigint, meterStartWh: bigint): bigint {
  return valueWh < meterStartWh ? meterStartWh + valueWh : valueWh;
}
