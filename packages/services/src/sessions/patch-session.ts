import { type HotClient, lockSession, type ReceivedMessage } from '@peregrine/db';
import type { ChargingPeriod, Session, SessionPatch } from '@peregrine/domain';
import { sameParty } from '@peregrine/domain';
import type { Context } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { believeClock } from '../partners/believe-clock.ts';
import { type PushedMessage, receivedMessages } from '../partners/received-messages.ts';
import type { AcceptedSession } from './accept-sessions.ts';
import { type Kept, keepSessions } from './keep-sessions.ts';

/**
 * Takes a PATCH of a session: its periods are appended, its other fields replace
 * (OCPI mod_sessions, PATCH). A patch that is older than what is stored changes nothing; one that
 * comes twice appends nothing twice. Refuses: not-found for a session that was never PUT, so that
 * the CPO sends it whole; foreign-party. With `message` the push is archived in the same transaction.
 */
export async function patchSession(
  ctx: Context,
  input: {
    readonly partnerId: string;
    readonly patch: SessionPatch;
    readonly message?: PushedMessage;
  },
): Promise<AcceptedSession> {
  const { actor } = ctx;
  const { patch, partnerId } = input;
  if (actor.kind === 'partner' && !actor.parties.some((own) => sameParty(own, patch.party))) {
    throw new ServiceError('foreign-party', 'This session belongs to another party.');
  }
  const receivedAt = ctx.clock.now();
  const [believed] = believeClock([{ value: patch, findings: [] }], receivedAt);
  const changes = believed?.value ?? patch;
  const evidence = receivedMessages('sessions', input, receivedAt);
  const kept = await ctx.db.hot((client) =>
    apply(client, changes, { partnerId, receivedAt, evidence }),
  );
  if (kept.events.length > 0) await ctx.db.publish(kept.events);
  return kept.isNew ? 'kept' : 'ignored';
}

async function apply(
  client: HotClient,
  patch: SessionPatch,
  arrival: {
    readonly partnerId: string;
    readonly receivedAt: Date;
    readonly evidence: readonly ReceivedMessage[];
  },
): Promise<Kept> {
  const { party, sessionId } = patch;
  const stored = await lockSession(client, { partnerId: arrival.partnerId, party, sessionId });
  if (!stored) throw new ServiceError('not-found', 'Unknown session: please send it whole.');
  const session = patched(stored, patch);
  const [kept] = await keepSessions(client, [{ ...arrival, session }]);
  if (!kept) throw new Error('a session was given and none came back');
  return kept;
}

function patched(stored: Session, patch: SessionPatch): Session {
  return {
    ...stored,
    ...patch.changes,
    periods: appended(stored.periods, patch.addedPeriods),
    lastUpdated: patch.lastUpdated,
  };
}

/** A period of the same start is the same period, told again. */
function appended(
  stored: readonly ChargingPeriod[],
  added: readonly ChargingPeriod[],
): ChargingPeriod[] {
  const starts = new Set(added.map(({ startedAt }) => startedAt));
  return [...stored.filter(({ startedAt }) => !starts.has(startedAt)), ...added].sort((a, b) =>
    a.startedAt < b.startedAt ? -1 : 1,
  );
}
