import {
  listParkedTransactions,
  listStationConnectors,
  type StationConnectorRecord,
  saveStationConnector,
} from '@peregrine/db';
import type { StationEvent } from '@peregrine/domain';
import { type EventOutcome, type EventScope, eventTime, laterOf } from './event-scope.ts';
import { unplugTransaction } from './unplug.ts';

type Changed = Extract<StationEvent, { kind: 'status-changed' }>;

/** How long after it connected a station still reports how things are, not what just happened. */
const REPORTING_MS = 60_000;

/** A connector's new status. Available again after a stop is the end of parking. */
export async function changeStatus(scope: EventScope, event: Changed): Promise<EventOutcome> {
  const { tx, station, receivedAt } = scope;
  const { connector, status, errorCode } = event;
  const statusAt = eventTime(scope, event.at);
  const told = await listStationConnectors(tx, station.id);
  const before = told.find((row) => row.connector === connector);
  await saveStationConnector(tx, {
    stationId: station.id,
    connector,
    status,
    errorCode,
    statusAt,
    receivedAt,
  });
  const lastSure = isReport(scope, before, statusAt) ? before?.statusAt : statusAt;
  const over: number[] = [];
  if (status === 'Available' && connector > 0) {
    const place = { stationId: station.id, connector };
    for (const row of await listParkedTransactions(tx, place)) {
      if (row.unpluggedAt || !row.stoppedAt) continue;
      await unplugTransaction(
        scope,
        row.transactionId,
        laterOf(row.stoppedAt, lastSure ?? row.stoppedAt),
      );
      over.push(row.transactionId);
    }
  }
  return { answer: { kind: 'noted' }, over, changed: over, statusChanged: true };
}

/**
 * Whether this status is a report after a reconnect: when the cable left in between nobody knows, so
 * parking ends with the last sign of it. A time from before the reconnect is a real one.
 */
function isReport(
  { station, receivedAt }: EventScope,
  before: StationConnectorRecord | undefined,
  statusAt: Date,
): boolean {
  const { connectedAt } = station;
  if (!connectedAt || !before || before.receivedAt >= connectedAt) return false;
  const isFresh = receivedAt.getTime() - connectedAt.getTime() < REPORTING_MS;
  return isFresh && statusAt >= connectedAt;
}
