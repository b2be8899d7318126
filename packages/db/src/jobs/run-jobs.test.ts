import { testDatabase } from '@peregrine/testkit';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { enqueue } from './enqueue.ts';
import { beat } from './heartbeat.ts';
import type { JobHandlers } from './job-map.ts';
import { runJobs } from './run-jobs.ts';

const db = await testDatabase();
const { database } = db;
afterAll(() => db.close());
beforeEach(async () => {
  await db.sql('DELETE FROM graphile_worker._private_jobs');
  await db.sql('DELETE FROM worker_heartbeat');
});

const wait = (check: () => unknown) => vi.waitFor(check, { timeout: 10_000, interval: 20 });
const enqueueBill = (chargeId: string, options = {}) =>
  database.tx((tx) => enqueue(tx, { name: 'bill-charge', payload: { chargeId } }, options));
const start = (tasks: JobHandlers, log: object[] = []) =>
  runJobs({
    url: db.appUrl,
    tasks,
    concurrency: 2,
    pollIntervalMs: 100,
    log: (line) => log.push(line),
  });
const count = async (what: string) =>
  Number((await db.sql<{ n: string }>(`SELECT count(*) AS n FROM ${what}`))[0]?.n);

test('a job is done with its payload, as the role app, and is gone after', async () => {
  const done: unknown[] = [];
  const runner = await start({
    'bill-charge': async (payload, { attempt, maxAttempts }) => {
      done.push({ ...payload, attempt, maxAttempts });
    },
  });
  await enqueueBill('c1', { maxAttempts: 4 });
  await wait(() => expect(done).toEqual([{ chargeId: 'c1', attempt: 1, maxAttempts: 4 }]));
  await runner.stop();
  expect(await count('graphile_worker._private_jobs')).toBe(0);
});

/** A job as a worker leaves it that is killed: locked, and nobody there to end it. */
async function abandonJob(workerId: string, lockedSecondsAgo: number): Promise<void> {
  await enqueueBill('abandoned');
  await db.sql(
    `UPDATE graphile_worker._private_jobs SET attempts = 1, locked_by = $1,
      locked_at = now() - make_interval(secs => $2)`,
    [workerId, lockedSecondsAgo],
  );
}

test('the jobs of a worker that fell silent 30 s ago are done by another', async () => {
  await abandonJob('pool-dead', 45);
  await db.sql(`INSERT INTO worker_heartbeat VALUES ('pool-dead', now() - interval '31 seconds')`);
  const done: string[] = [];
  const log: object[] = [];
  const runner = await start(
    { 'bill-charge': async ({ chargeId }) => void done.push(chargeId) },
    log,
  );
  await wait(() => expect(done).toEqual(['abandoned']));
  expect(log).toContainEqual(expect.objectContaining({ dead: 1 }));
  await runner.stop();
});

test('the jobs of a worker that still says it lives stay its own, however long they take', async () => {
  await abandonJob('pool-alive', 3_600);
  await db.sql(`INSERT INTO worker_heartbeat VALUES ('pool-alive', now() - interval '20 seconds')`);
  const done: string[] = [];
  const runner = await start({ 'bill-charge': async ({ chargeId }) => void done.push(chargeId) });
  await enqueueBill('other');
  await wait(() => expect(done).toEqual(['other']));
  await runner.stop();
  expect(await count(`graphile_worker._private_jobs WHERE locked_by = 'pool-alive'`)).toBe(1);
});

test('stop waits for the job that runs, and takes the heartbeat away', async () => {
  const { promise, resolve: release } = Promise.withResolvers<void>();
  let begun = false;
  let ended = false;
  const runner = await start({
    'bill-charge': async () => {
      begun = true;
      await promise;
      ended = true;
    },
  });
  expect(await count('worker_heartbeat')).toBe(1);
  await enqueueBill('slow');
  await wait(() => expect(begun).toBe(true));
  const stopped = runner.stop();
  release();
  await stopped;
  expect(ended).toBe(true);
  expect(await count('graphile_worker._private_jobs')).toBe(0);
  expect(await count('worker_heartbeat')).toBe(0);
});

test('a failure is logged and kept without personal data, and the job is tried again', async () => {
  const log: object[] = [];
  const runner = await start(
    {
      'bill-charge': async () => {
        throw new Error('no mail to jane.doe@example.com for ABCDEFGHIJKLMNOPQR23, 04A1B2C3D4E5F6');
      },
    },
    log,
  );
  await enqueueBill('fails');
  await wait(() => expect(log).toHaveLength(1));
  await runner.stop();
  const reason = 'Error: no mail to <e-mail> for <token>, <token>';
  expect(log[0]).toMatchObject({ level: 'error', job: 'bill-charge', attempt: 1, of: 25, reason });
  const [job] = await db.sql<{ last_error: string; later: boolean }>(
    'SELECT last_error, run_at > now() AS later FROM graphile_worker._private_jobs',
  );
  expect(job).toEqual({ last_error: reason, later: true });
});

test('what waits for a time is not done before it', async () => {
  const done: string[] = [];
  const runner = await start({ 'bill-charge': async ({ chargeId }) => void done.push(chargeId) });
  await enqueueBill('tomorrow', { runAt: new Date('2126-01-01T00:00:00Z') });
  await enqueueBill('now');
  await wait(() => expect(done).toEqual(['now']));
  await runner.stop();
});

test('a heart that beats again is one row', async () => {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({ connectionString: db.appUrl, max: 1 });
  expect(await beat(pool, 'pool-me')).toBe(0);
  expect(await beat(pool, 'pool-me')).toBe(0);
  await pool.end();
  expect(await count('worker_heartbeat')).toBe(1);
});
