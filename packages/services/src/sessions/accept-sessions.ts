import { type Batcher, createBatcher, type Database, type DomainEvent } from '@peregrine/db';
import type { Folded, Session } from '@peregrine/domain';
import { sameParty } from '@peregrine/domain';
import type { Context } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { believeClock } from '../partners/believe-clock.ts';
import { type PushedMessage, receivedMessages } from '../partners/received-messages.ts';
import { type Arrived, type Kept, keepSessions } from './keep-sessions.ts';

/** What became of a session that arrived: news, or older than (or the same as) what is stored. */
export type AcceptedSession = 'kept' | 'ignored';

const batchers = new WeakMap<Database, Batcher<Arrived, Kept>>();

/**
 * Takes sessions as a partner tells them now (PUT, or a page that was pulled): the newer
 * `last_updated` wins, periods are replaced, duplicates and late arrivals change nothing. Each
 * moves its charge, found or created by `joinEvidence`. Concurrent calls share transactions.
 * Refuses foreign-party when a partner sends the session of a party that is not its own. With `message` the push that told them is archived in the same transaction.
 */
export async function acceptSessions(
  ctx: Context,
  input: {
    readonly partnerId: string;
    readonly items: readonly Folded<Session>[];
    readonly message?: PushedMessage;
  },
): Promise<AcceptedSession[]> {
  for (const { value } of input.items) checkParty(ctx, value);
  const batcher = batcherOf(ctx.db);
  const receivedAt = ctx.clock.now();
  const items = believeClock(input.items, receivedAt);
  const { partnerId } = input;
  const evidence = receivedMessages('sessions', input, receivedAt);
  const kept = await Promise.all(
    newestOfEach(items).map(({ value: session }, index) =>
      batcher({ partnerId, session, receivedAt, evidence: index === 0 ? evidence : [] }),
    ),
  );
  const news = new Set(kept.flatMap(({ session, isNew }) => (isNew ? [session] : [])));
  return items.map(({ value }) => (news.has(value) ? 'kept' : 'ignored'));
}

function checkParty(ctx: Context, session: Session): void {
  const { actor } = ctx;
  if (actor.kind !== 'partner') return;
  if (actor.parties.some((party) => sameParty(party, session.party))) return;
  throw new ServiceError('foreign-party', 'This session belongs to another party.');
}

/** One statement cannot write a row twice: of each session its newest state, the last one of equals. */
function newestOfEach(items: readonly Folded<Session>[]): Folded<Session>[] {
  const newest = new Map<string, Folded<Session>>();
  for (const item of items) {
    const key = sessionKey(item.value);
    const known = newest.get(key);
    if (!known || known.value.lastUpdated <= item.value.lastUpdated) newest.set(key, item);
  }
  return [...newest.values()];
}

export function sessionKey({ party, sessionId }: Pick<Session, 'party' | 'sessionId'>): string {
  return JSON.stringify([party.countryCode, party.partyId, sessionId]);
}

function batcherOf(database: Database): Batcher<Arrived, Kept> {
  const known = batchers.get(database);
  if (known) return known;
  const batcher = createBatcher<Arrived, Kept>({
    database,
    flush: keepSessions,
    committed: async (results) => {
      const events: DomainEvent[] = results.flatMap(({ events: told }) => told);
      if (events.length > 0) await database.publish(events);
    },
  });
  batchers.set(database, batcher);
  return batcher;
}
