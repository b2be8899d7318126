import { lockStation, noteStationBoot } from '@peregrine/db';
import { instantOf, type ReceivedStationEvent, type StationAnswer } from '@peregrine/domain';
import type { Context } from '../context.ts';
import { authorizeTag } from './events/authorize-tag.ts';
import { changeStatus } from './events/change-status.ts';
import type { EventOutcome, EventScope } from './events/event-scope.ts';
import { readMeter } from './events/read-meter.ts';
import { startTransaction } from './events/start-transaction.ts';
import { stopTransaction } from './events/stop-transaction.ts';
import { enqueueFinish } from './events/unplug.ts';
import { finishTransaction } from './finish-transaction.ts';
import { forwardSession } from './forward-session.ts';
import { type OwnPartner, ownPartner } from './own-site.ts';
import { reportEvseStatuses } from './report-evse-statuses.ts';

/**
 * Takes what a station told, in its order, and answers each event when it is committed. Repeated
 * events change nothing and get the same answer. What the house has to hear (session, EVSE status,
 * CDR) follows the commit; where that fails, a job does it again.
 */
export async function acceptStationEvents(
  ctx: Context,
  input: { stationId: string; events: readonly ReceivedStationEvent[] },
): Promise<StationAnswer[]> {
  const own = await ownPartner(ctx);
  const answers: StationAnswer[] = [];
  for (const received of input.events) {
    const outcome = await acceptEvent(ctx, own, input.stationId, received);
    await tellTheHouse(ctx, own, input.stationId, outcome);
    answers.push(outcome.answer);
  }
  return answers;
}

async function acceptEvent(
  ctx: Context,
  own: OwnPartner,
  stationId: string,
  { event, findings }: ReceivedStationEvent,
): Promise<EventOutcome> {
  const receivedAt = ctx.clock.now();
  switch (event.kind) {
    case 'heartbeat':
      return { answer: { kind: 'heartbeat', at: instantOf(receivedAt) } };
    case 'data-transferred':
      return { answer: { kind: 'data-refused' } };
    case 'noted':
      return { answer: { kind: 'noted' } };
    case 'authorize-asked':
      return authorizeTag(ctx, own, stationId, event.tokenUid);
    default:
  }
  return ctx.db.tx(async (tx) => {
    const station = await lockStation(tx, stationId);
    const scope: EventScope = { ctx, tx, station, findings, receivedAt };
    switch (event.kind) {
      case 'booted':
        await noteStationBoot(tx, { stationId, firmware: undefined, ...event });
        return booted(station.identity, receivedAt);
      case 'status-changed':
        return changeStatus(scope, event);
      case 'transaction-started':
        return startTransaction(scope, own.partnerId, event);
      case 'meter-read':
        return readMeter(scope, event);
      case 'transaction-stopped':
        return stopTransaction(scope, event);
    }
  });
}

/** The interval differs from station to station by up to a fifth: restarts do not march in step. */
function booted(identity: string, now: Date): EventOutcome {
  const letters = [...identity].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  const heartbeatSeconds = 240 + (letters % 121);
  return { answer: { kind: 'booted', at: instantOf(now), heartbeatSeconds } };
}

async function tellTheHouse(
  ctx: Context,
  own: OwnPartner,
  stationId: string,
  outcome: EventOutcome,
): Promise<void> {
  const over = new Set(outcome.over);
  const changed = (outcome.changed ?? []).filter((id) => !over.has(id));
  if (outcome.statusChanged) await reportEvseStatuses(ctx, stationId);
  for (const id of changed) await orByJob(ctx, id, () => forwardSession(ctx, own, id));
  for (const id of over) {
    await orByJob(ctx, id, () => finishTransaction(ctx, { transactionId: id }));
  }
}

/** The station is answered either way: the job meets the same failure, and tells it. */
async function orByJob(
  ctx: Context,
  transactionId: number,
  attempt: () => Promise<unknown>,
): Promise<void> {
  try {
    await attempt();
  } catch {
    await ctx.db.tx((tx) => enqueueFinish({ tx }, transactionId, ctx.clock.now()));
  }
}
