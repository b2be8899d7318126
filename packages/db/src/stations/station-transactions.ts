import type { Tx } from '../client/open-database.ts';
import type { Prisma, StationReading, StationTransaction } from '../generated/client.ts';

export type StationTransactionRecord = StationTransaction;
export type StationReadingRecord = StationReading;
export type StationTransactionPatch = Prisma.StationTransactionUncheckedUpdateInput;

export function insertStationTransaction(
  tx: Tx,
  data: {
    stationId: string;
    connector: number;
    tokenUid: string;
    authMethod: string;
    authorizationReference: string | undefined;
    meterStartWh: bigint;
    startedAt: Date;
    quarantine: string | undefined;
  },
): Promise<StationTransactionRecord> {
  return tx.stationTransaction.create({
    data: {
      ...data,
      authorizationReference: data.authorizationReference ?? null,
      quarantine: data.quarantine ?? null,
      meterWh: data.meterStartWh,
      meterAt: data.startedAt,
    },
  });
}

/** The transaction that this start began before: stations repeat a start until it is answered. */
export async function findRepeatedStart(
  tx: Tx,
  key: {
    stationId: string;
    connector: number;
    tokenUid: string;
    meterStartWh: bigint;
    /** Undefined where the station's clock is dead: then only an open one can be meant. */
    startedAt: Date | undefined;
  },
): Promise<StationTransactionRecord | undefined> {
  const { startedAt, ...rest } = key;
  const where = startedAt ? { ...rest, startedAt } : { ...rest, stoppedAt: null };
  const found = await tx.stationTransaction.findFirst({
    where,
    orderBy: { transactionId: 'desc' },
  });
  return found ?? undefined;
}

export async function findStationTransaction(
  t: Tx,
  transactionId: number,
): Promise<StationTransactionRecord | undefined> {
  return (await t.stationTransaction.findUnique({ where: { transactionId } })) ?? undefined;
}

/** Takes the row for this transaction: two processes may finish it at once. */
export async function lockStationTransaction(
  tx: Tx,
  transactionId: number,
): Promise<StationTransactionRecord | undefined> {
  await tx.$queryRaw`
    SELECT 1 FROM station_transaction WHERE transaction_id = ${transactionId} FOR UPDATE`;
  return findStationTransaction(tx, transactionId);
}

/** Transactions whose energy still flows, as far as we know; newest first. */
export function listOpenTransactions(
  t: Tx,
  input: { stationId: string; connector?: number },
): Promise<StationTransactionRecord[]> {
  return t.stationTransaction.findMany({
    where: { ...input, stoppedAt: null },
    orderBy: { transactionId: 'desc' },
  });
}

/** Stopped, and the cable still in the socket as far as we know. */
export function listParkedTransactions(
  t: Tx,
  input: { stationId: string; connector: number },
): Promise<StationTransactionRecord[]> {
  return t.stationTransaction.findMany({
    where: { ...input, stoppedAt: { not: null }, finishedAt: null },
    orderBy: { transactionId: 'asc' },
  });
}

/** Finished, but its CDR did not enter the house yet (a crash in between). */
export function listUnforwardedTransactions(
  t: Tx,
  before: Date,
): Promise<StationTransactionRecord[]> {
  return t.stationTransaction.findMany({
    where: { cdrId: { not: null }, cdrAcceptedAt: null, finishedAt: { lt: before } },
    take: 100,
  });
}

export function patchStationTransaction(
  tx: Tx,
  transactionId: number,
  patch: StationTransactionPatch,
): Promise<StationTransactionRecord> {
  return tx.stationTransaction.update({ where: { transactionId }, data: patch });
}

/** Keeps readings; a repeated one (same time) is the first one. */
export async function insertStationReadings(
  tx: Tx,
  readings: readonly { transactionId: number; at: Date; meterWh: bigint; powerW: number | null }[],
): Promise<void> {
  await tx.stationReading.createMany({ data: [...readings], skipDuplicates: true });
}

export function listStationReadings(t: Tx, transactionId: number): Promise<StationReadingRecord[]> {
  return t.stationReading.findMany({ where: { transactionId }, orderBy: { at: 'asc' } });
}

/** Open transactions of stations that are away since before `before`: their stop is lost. */
export function listAbandonedTransactions(
  t: Tx,
  before: Date,
): Promise<StationTransactionRecord[]> {
  return t.stationTransaction.findMany({
    where: { stoppedAt: null, station: { awayMarkedAt: { lt: before } } },
    take: 100,
  });
}
