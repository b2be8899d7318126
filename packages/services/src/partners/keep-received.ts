import { createHash } from 'node:crypto';
import {
  archiveReceived,
  type Batcher,
  createBatcher,
  type Database,
  type ReceivedMessage,
} from '@peregrine/db';
import type { Context } from '../context.ts';

const batchers = new WeakMap<Database, Batcher<ReceivedMessage, undefined>>();

/** Keeps a message that was accepted, as it came, for 13 months: the evidence of what was pushed. */
export async function keepReceived(
  ctx: Context,
  input: {
    readonly partnerId: string;
    readonly module: string;
    readonly objectKey: string;
    readonly body: string;
  },
): Promise<void> {
  const hash = createHash('sha256').update(input.body, 'utf8').digest('hex');
  await batcherOf(ctx.db)({ ...input, hash, receivedAt: ctx.clock.now() });
}

function batcherOf(database: Database): Batcher<ReceivedMessage, undefined> {
  const known = batchers.get(database);
  if (known) return known;
  const batcher = createBatcher<ReceivedMessage, undefined>({
    database,
    flush: async (client, messages) => {
      await archiveReceived(client, messages);
      return messages.map(() => undefined);
    },
  });
  batchers.set(database, batcher);
  return batcher;
}
