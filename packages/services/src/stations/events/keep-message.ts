import { insertStationMessage } from '@peregrine/db';
import type { StationEvent } from '@peregrine/domain';
import type { EventScope } from './event-scope.ts';

/** Why a message waits for a person. */
export type MessageFlag = 'unknown-transaction' | 'stop-conflict';

/** Keeps a message that money hangs on as it was understood, with what was repaired. */
export async function keepMessage(
  scope: EventScope,
  event: StationEvent,
  transactionId: number | undefined,
  flag?: MessageFlag,
): Promise<void> {
  await insertStationMessage(scope.tx, {
    stationId: scope.station.id,
    transactionId,
    kind: event.kind,
    body: event,
    findings: scope.findings,
    flag,
    receivedAt: scope.receivedAt,
  });
}
