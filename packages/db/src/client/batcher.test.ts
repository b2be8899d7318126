import { testDatabase } from '@peregrine/testkit';
import { afterAll, expect, test } from 'vitest';
import { createBatcher } from './batcher.ts';
import type { HotClient } from './statement.ts';

const db = await testDatabase();
const { database } = db;
afterAll(() => db.close());
await db.sql('CREATE TABLE item (n int PRIMARY KEY CONSTRAINT item_even CHECK (n % 2 = 0))');
await db.sql('GRANT ALL ON item TO app');

async function insertItems(client: HotClient, items: readonly number[]): Promise<number[]> {
  await client.query({ text: 'INSERT INTO item SELECT unnest($1::int[])', values: [items] });
  return [...items];
}
const storedItems = async () =>
  (await db.sql<{ n: number }>('SELECT n FROM item ORDER BY n')).map((row) => row.n);

test('each caller hears its own result once its row is committed, in few transactions', async () => {
  const batches: number[] = [];
  let running = 0;
  let most = 0;
  const put = createBatcher<number, number>({
    database,
    flush: async (client, items) => {
      running += 1;
      most = Math.max(most, running);
      batches.push(items.length);
      const written = await insertItems(client, items);
      running -= 1;
      return written;
    },
  });
  const items = Array.from({ length: 1_000 }, (_, index) => index * 2);
  const results = await Promise.all(
    items.map(async (item) => {
      const result = await put(item);
      // Another connection sees the row: it was committed before the caller heard.
      if (item % 500 === 0) {
        expect(await db.sql('SELECT FROM item WHERE n = $1', [item])).toHaveLength(1);
      }
      return result;
    }),
  );
  expect(results).toEqual(items);
  expect(await storedItems()).toEqual(items);
  expect(Math.max(...batches)).toBeLessThanOrEqual(200);
  expect(batches.length).toBeLessThan(20);
  expect(most).toBeLessThanOrEqual(2);
});

test('one bad row fails alone; its neighbours are committed', async () => {
  await db.sql('TRUNCATE item');
  const put = createBatcher<number, number>({ database, flush: insertItems });
  const settled = await Promise.allSettled([2, 4, 5, 6].map((item) => put(item)));
  expect(settled.map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
  ]);
  expect(settled[2]).toMatchObject({ reason: { constraint: 'item_even' } });
  expect(await storedItems()).toEqual([2, 4, 6]);
});

test('a flush that loses a result commits nothing of it', async () => {
  await db.sql('TRUNCATE item');
  const put = createBatcher<number, number>({
    database,
    flush: async (client, items) => (await insertItems(client, items)).slice(1),
  });
  await expect(put(2)).rejects.toThrow('answer every item');
  expect(await storedItems()).toEqual([]);
});

test('what is told after a batch is what was committed, and never what failed', async () => {
  await db.sql('TRUNCATE item');
  const told: number[] = [];
  const put = createBatcher<number, number>({
    database,
    flush: insertItems,
    committed: async (results) => {
      told.push(...results);
    },
  });
  await Promise.allSettled([put(2), put(3), put(8)]);
  expect(told.sort()).toEqual([2, 8]);
});

test('after a failure the batcher serves on', async () => {
  await db.sql('TRUNCATE item');
  const put = createBatcher<number, number>({ database, flush: insertItems });
  await expect(put(1)).rejects.toThrow();
  expect(await put(10)).toBe(10);
});

test('a failure after the commit is told to its callers, and the next batch goes on', async () => {
  await db.sql('TRUNCATE item');
  let connected = false;
  const put = createBatcher<number, number>({
    database,
    flush: insertItems,
    committed: async () => {
      if (!connected) throw new Error('the connection is gone');
    },
  });
  await expect(put(2)).rejects.toThrow('the connection is gone');
  connected = true;
  expect(await Promise.all([put(4), put(6)])).toEqual([4, 6]);
  expect(await storedItems()).toEqual([2, 4, 6]);
});
