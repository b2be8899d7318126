import { enqueue, patchStationTransaction } from '@peregrine/db';
import type { EventScope } from './event-scope.ts';

/**
 * The cable left the socket: the end of parking. The job makes sure that the CDR follows, whatever
 * becomes of this process.
 */
export async function unplugTransaction(
  scope: Pick<EventScope, 'tx' | 'receivedAt'>,
  transactionId: number,
  unpluggedAt: Date,
): Promise<void> {
  await patchStationTransaction(scope.tx, transactionId, { unpluggedAt });
  await enqueueFinish(scope, transactionId, scope.receivedAt);
}

/** One waiting job a transaction. */
export async function enqueueFinish(
  scope: Pick<EventScope, 'tx'>,
  transactionId: number,
  runAt: Date,
): Promise<void> {
  const job = { name: 'finish-transaction', payload: { transactionId } } as const;
  await enqueue(scope.tx, job, { runAt, key: `finish-transaction:${transactionId}` });
}
