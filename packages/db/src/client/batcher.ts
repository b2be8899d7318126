import type { Database } from './open-database.ts';
import type { HotClient } from './statement.ts';

export type BatcherOptions<Item, Result> = {
  readonly database: Pick<Database, 'hot'>;
  /** Writes the items; answers one result an item, in their order. May throw: see `createBatcher`. */
  readonly flush: (client: HotClient, items: readonly Item[]) => Promise<readonly Result[]>;
  /**
   * After the commit of a batch: the place to publish its events. A rejection is heard by the
   * callers, whose rows stay: to them it is an answer that got lost, and sending again is safe.
   */
  readonly committed?: (results: readonly Result[]) => Promise<void>;
  /** Rows of one flush; 200 when absent. */
  readonly maxItems?: number;
  /** Flushes at a time; 2 when absent. */
  readonly maxFlushes?: number;
};

/** Puts an item into the next batch; settles when the item is committed, or refused. */
export type Batcher<Item, Result> = (item: Item) => Promise<Result>;

type Waiting<Item, Result> = {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Group commit: while a flush runs, what arrives gathers and goes with the next one, so an idle
 * system answers at once and a busy one commits few, large transactions. When a flush fails its
 * items are written one by one, each in its own transaction: only the bad ones reject.
 */
export function createBatcher<Item, Result>(
  options: BatcherOptions<Item, Result>,
): Batcher<Item, Result> {
  const { database, flush, committed } = options;
  const maxItems = options.maxItems ?? 200;
  const maxFlushes = options.maxFlushes ?? 2;
  const waiting: Waiting<Item, Result>[] = [];
  let flushing = 0;

  const write = async (batch: readonly Waiting<Item, Result>[]): Promise<void> => {
    const items = batch.map(({ item }) => item);
    let results: readonly Result[];
    try {
      results = await database.hot(async (client) => {
        const answered = await flush(client, items);
        // Inside the transaction: a flush that loses an item must not commit.
        if (answered.length !== items.length) throw new Error('flush must answer every item');
        return answered;
      });
    } catch (error) {
      const [only] = batch;
      if (only && batch.length === 1) only.reject(error);
      else for (const single of batch) await write([single]);
      return;
    }
    try {
      await committed?.(results);
    } catch (error) {
      for (const { reject } of batch) reject(error);
      return;
    }
    batch.forEach(({ resolve }, index) => {
      resolve(results[index] as Result);
    });
  };

  const work = async () => {
    flushing += 1;
    // A turn of the event loop lets requests that arrived together go together.
    await new Promise<void>((resume) => setImmediate(resume));
    while (waiting.length > 0) await write(waiting.splice(0, maxItems));
    flushing -= 1;
  };

  return (item) =>
    new Promise<Result>((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (flushing < maxFlushes && waiting.length > flushing * maxItems) void work();
    });
}
