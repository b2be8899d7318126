import { type Batcher, createBatcher, type Database } from '@peregrine/db';
import { type Folded, sameParty } from '@peregrine/domain';
import type { Context } from '../context.ts';
import { ServiceError } from '../errors.ts';
import type { ReceivedCdr } from '../ports.ts';
import { contentHash } from './content-hash.ts';
import { type AcceptedCdr, type ArrivedCdr, type KeptCdr, keepCdrs } from './keep-cdrs.ts';

const batchers = new WeakMap<Database, Batcher<ArrivedCdr, KeptCdr>>();

/**
 * Stores CDRs once, forever, with the text they came in (POST, or a page that was pulled). Each new
 * one finds or creates its charge and is reconciled by a job. Concurrent calls share transactions.
 * Answers one result an item, in their order. Refuses foreign-party when a partner sends the CDR
 * of a party that is not its own.
 */
export async function acceptCdrs(
  ctx: Context,
  input: { readonly partnerId: string; readonly items: readonly Folded<ReceivedCdr>[] },
): Promise<AcceptedCdr[]> {
  for (const { value } of input.items) checkParty(ctx, input.partnerId, value);
  const batcher = batcherOf(ctx.db);
  const receivedAt = ctx.clock.now();
  const kept = await Promise.all(
    input.items.map(({ value: { cdr, raw }, findings }) =>
      batcher({
        partnerId: input.partnerId,
        cdr,
        raw,
        hash: contentHash(raw),
        findings,
        receivedAt,
      }),
    ),
  );
  return kept.map(({ result }) => result);
}

function checkParty(ctx: Context, partnerId: string, { cdr }: ReceivedCdr): void {
  const { actor } = ctx;
  if (actor.kind !== 'partner') return;
  const isOwn = actor.parties.some((party) => sameParty(party, cdr.party));
  if (isOwn && actor.partnerId === partnerId) return;
  throw new ServiceError('foreign-party', 'This CDR belongs to another party.');
}

function batcherOf(database: Database): Batcher<ArrivedCdr, KeptCdr> {
  const known = batchers.get(database);
  if (known) return known;
  const batcher = createBatcher<ArrivedCdr, KeptCdr>({
    database,
    flush: keepCdrs,
    committed: async (results) => {
      const events = results.flatMap(({ events: told }) => told);
      if (events.length > 0) await database.publish(events);
    },
  });
  batchers.set(database, batcher);
  return batcher;
}
