import {
  findRepeatedStart,
  insertStationTransaction,
  linkStartCommand,
  listOpenTransactions,
  listParkedTransactions,
  type StationTransactionRecord,
} from '@peregrine/db';
import type { StationEvent, TokenVerdict } from '@peregrine/domain';
import { type EventOutcome, type EventScope, eventTime, laterOf } from './event-scope.ts';
import { groundOfStart } from './judge-tag.ts';
import { keepMessage } from './keep-message.ts';
import { endLostTransaction } from './stop-row.ts';
import { unplugTransaction } from './unplug.ts';

type Started = Extract<StationEvent, { kind: 'transaction-started' }>;

/**
 * A transaction began. It always gets an id, also for a token that is not ours: an error would only
 * make the station repeat itself, and it charges anyway. A repeated start is the same transaction.
 */
export async function startTransaction(
  scope: EventScope,
  partnerId: string,
  event: Started,
): Promise<EventOutcome> {
  const { tx, station, receivedAt } = scope;
  const { connector } = event;
  const meterStartWh = BigInt(event.meterStartWh);
  const ground = await groundOfStart(tx, {
    station,
    partnerId,
    connector,
    tokenUid: event.tokenUid,
    now: receivedAt,
  });
  const { tokenUid, verdict } = ground;
  const startedAt = eventTime(scope, event.at);
  const usable = startedAt === receivedAt ? undefined : startedAt;
  const key = { stationId: station.id, connector, tokenUid, meterStartWh, startedAt: usable };
  const repeated = await findRepeatedStart(tx, key);
  if (repeated) return started(repeated, verdict, [repeated.transactionId]);

  const over = await closePredecessors(scope, connector, startedAt);
  const { authMethod, authorizationReference } = ground;
  const transaction = await insertStationTransaction(tx, {
    ...key,
    startedAt,
    authMethod,
    authorizationReference,
    quarantine: verdict === 'invalid' ? 'unknown-token' : undefined,
  });
  const { transactionId } = transaction;
  if (ground.startCommandId) await linkStartCommand(tx, ground.startCommandId, transactionId);
  await keepMessage(scope, event, transactionId);
  return { ...started(transaction, verdict, [transactionId]), over };
}

function started(
  transaction: StationTransactionRecord,
  verdict: TokenVerdict,
  changed: readonly number[],
): EventOutcome {
  const { transactionId } = transaction;
  return { answer: { kind: 'started', transactionId, verdict }, changed };
}

/**
 * A connector has one cable: whatever ran or was parked there is over. A transaction whose stop was
 * lost (power failure) ends with its last meter value.
 */
async function closePredecessors(
  scope: EventScope,
  connector: number,
  startedAt: Date,
): Promise<number[]> {
  const { tx, station } = scope;
  const place = { stationId: station.id, connector };
  for (const open of await listOpenTransactions(tx, place)) {
    await endLostTransaction(scope, open);
  }
  const parked = await listParkedTransactions(tx, place);
  for (const row of parked) {
    if (row.unpluggedAt || !row.stoppedAt) continue;
    await unplugTransaction(scope, row.transactionId, laterOf(row.stoppedAt, startedAt));
  }
  return parked.map(({ transactionId }) => transactionId);
}
