import { listParkedTransactions, saveStationConnector } from '@peregrine/db';
import type { StationEvent } from '@peregrine/domain';
import { type EventOutcome, type EventScope, eventTime, laterOf } from './event-scope.ts';
import { unplugTransaction } from './unplug.ts';

type Changed = Extract<StationEvent, { kind: 'status-changed' }>;

/** A connector's new status. Available again after a stop is the end of parking. */
export async function changeStatus(scope: EventScope, event: Changed): Promise<EventOutcome> {
  const { tx, station, receivedAt } = scope;
  const { connector, status, errorCode } = event;
  const statusAt = eventTime(scope, event.at);
  await saveStationConnector(tx, {
    stationId: station.id,
    connector,
    status,
    errorCode,
    statusAt,
    receivedAt,
  });
  const over: number[] = [];
  if (status === 'Available' && connector > 0) {
    const place = { stationId: station.id, connector };
    for (const row of await listParkedTransactions(tx, place)) {
      if (row.unpluggedAt || !row.stoppedAt) continue;
      await unplugTransaction(scope, row.transactionId, laterOf(row.stoppedAt, statusAt));
      over.push(row.transactionId);
    }
  }
  return { answer: { kind: 'noted' }, over, changed: over, statusChanged: true };
}
