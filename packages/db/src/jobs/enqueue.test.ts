import { testDatabase } from '@peregrine/testkit';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../client/open-database.ts';
import { enqueue } from './enqueue.ts';

const db = await testDatabase();
const { database } = db;
const edge = openDatabase({ url: db.edgeUrl, applicationName: 'edge' });
afterAll(async () => {
  await edge.close();
  await db.close();
});
beforeEach(() => db.sql('DELETE FROM graphile_worker._private_jobs'));

const job = { name: 'bill-charge', payload: { chargeId: 'c1' } } as const;
const storedJobs = () =>
  db.sql<{ name: string; payload: unknown }>(
    `SELECT tasks.identifier AS name, payload, key, run_at, max_attempts
      FROM graphile_worker._private_jobs JOIN graphile_worker._private_tasks AS tasks
      ON tasks.id = task_id ORDER BY _private_jobs.id`,
  );

test.each([
  ['app', database],
  ['edge', edge],
] as const)('a job of %s exists once its transaction has committed', async (_, who) => {
  await who.tx((tx) => enqueue(tx, job));
  await who.hot((client) => enqueue(client, { name: 'sweep', payload: {} }));
  expect(await storedJobs()).toMatchObject([
    { name: 'bill-charge', payload: { chargeId: 'c1' }, max_attempts: 25 },
    { name: 'sweep', payload: {} },
  ]);
});

test('a job vanishes with the transaction that is rolled back', async () => {
  const fail = () => {
    throw new Error('rolled back');
  };
  await expect(database.tx((tx) => enqueue(tx, job).then(fail))).rejects.toThrow('rolled back');
  await expect(database.hot((c) => enqueue(c, job).then(fail))).rejects.toThrow('rolled back');
  expect(await storedJobs()).toEqual([]);
});

test('a waiting job of the same key is replaced; time and attempts are kept as given', async () => {
  const runAt = new Date('2026-04-01T00:00:00Z');
  const options = { key: 'expire:c1', runAt, maxAttempts: 3 };
  await database.tx((tx) => enqueue(tx, job, options));
  const later = { ...options, runAt: new Date('2026-05-01T00:00:00Z') };
  await database.hot((client) => enqueue(client, job, later));
  expect(await storedJobs()).toMatchObject([
    { key: 'expire:c1', run_at: later.runAt, max_attempts: 3 },
  ]);
});
