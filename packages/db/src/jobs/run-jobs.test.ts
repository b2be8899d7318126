import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { testDatabase } from '@peregrine/testkit';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { enqueue } from './enqueue.ts';
import type { JobHandlers } from './job-map.ts';
import { runJobs } from './run-jobs.ts';

const db = await testDatabase();
const { database } = db;
afterAll(() => db.close());
beforeEach(async () => {
  await db.sql('DELETE FROM graphile_worker._private_jobs');
  await db.sql('DELETE FROM worker_heartbeat');
});

const wait = (check: () => unknown) => vi.waitFor(check, { timeout: 15_000, interval: 20 });
const enqueueBill = (chargeId: string, options = {}) =>
  database.tx((tx) => enqueue(tx, { name: 'bill-charge', payload: { chargeId } }, options));
const start = (tasks: JobHandlers, log: object[] = [], url = db.appUrl) =>
  runJobs({ url, tasks, concurrency: 3, pollIntervalMs: 100, log: (line) => log.push(line) });
const noteIn = (done: string[]): JobHandlers => ({
  'bill-charge': async ({ chargeId }) => {
    done.push(chargeId);
  },
});
const count = async (what: string) =>
  Number((await db.sql<{ n: string }>(`SELECT count(*) AS n FROM ${what}`))[0]?.n);
/** As if so much time had passed for what is locked and for who was heard. */
const letTimePass = async (seconds: number) => {
  const ago = [seconds];
  await db.sql('UPDATE worker_heartbeat SET seen_at = seen_at - make_interval(secs => $1)', ago);
  await db.sql(
    `UPDATE graphile_worker._private_jobs SET locked_at = locked_at - make_interval(secs => $1)`,
    ago,
  );
};

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

test('the job of a worker that was killed is done by another, once it was silent for 30 s', async () => {
  await enqueueBill('abandoned');
  const script = `
    const { runJobs } = await import(${JSON.stringify(join(import.meta.dirname, 'run-jobs.ts'))});
    const hang = () => new Promise(() => setInterval(() => undefined, 1000));
    await runJobs({ url: ${JSON.stringify(db.appUrl)}, concurrency: 1, tasks: { 'bill-charge': hang } });`;
  const victim = execFile(process.execPath, ['--input-type=module', '-e', script]);
  const locked = `graphile_worker._private_jobs WHERE locked_by IN
    (SELECT worker_id FROM worker_heartbeat)`;
  await wait(async () => expect(await count(locked)).toBe(1));
  const gone = new Promise((resolve) => victim.once('exit', resolve));
  victim.kill('SIGKILL');
  await gone;

  const done: string[] = [];
  const log: object[] = [];
  await letTimePass(25);
  const early = await start(noteIn(done), log);
  await early.stop();
  expect(await count(locked)).toBe(1);
  await letTimePass(10);
  const runner = await start(noteIn(done), log);
  await wait(() => expect(done).toEqual(['abandoned']));
  expect(log).toContainEqual(expect.objectContaining({ dead: 1 }));
  await runner.stop();
});

test('the job of a worker that lives stays its own, however long it takes', async () => {
  const { promise, resolve: finish } = Promise.withResolvers<void>();
  const long = await start({ 'bill-charge': () => promise });
  await enqueueBill('long');
  const held = 'graphile_worker._private_jobs WHERE locked_by IS NOT NULL';
  await wait(async () => expect(await count(held)).toBe(1));
  await db.sql(`UPDATE graphile_worker._private_jobs SET locked_at = now() - interval '1 hour'`);
  await db.sql(`UPDATE worker_heartbeat SET seen_at = seen_at - interval '20 seconds'`);
  const done: string[] = [];
  // It looks for dead workers as it starts.
  const other = await start(noteIn(done));
  await other.stop();
  expect(await count(held)).toBe(1);
  expect(done).toEqual([]);
  finish();
  await long.stop();
  expect(await count('graphile_worker._private_jobs')).toBe(0);
});

test('stop waits for the job that runs, and takes the heartbeat away', async () => {
  const { promise, resolve: release } = Promise.withResolvers<void>();
  const steps: string[] = [];
  const runner = await start({
    'bill-charge': async () => {
      steps.push('begun');
      await promise;
      steps.push('ended');
    },
  });
  expect(await count('worker_heartbeat')).toBe(1);
  await enqueueBill('slow');
  await wait(() => expect(steps).toEqual(['begun']));
  const stopped = runner.stop();
  release();
  await stopped;
  expect(steps).toEqual(['begun', 'ended']);
  expect(await count('graphile_worker._private_jobs')).toBe(0);
  expect(await count('worker_heartbeat')).toBe(0);
});

test('it outlives PostgreSQL, and does again what could not be written down as done', async () => {
  const other = await testDatabase();
  const name = new URL(other.url).pathname.slice(1);
  const ids = ['c1', 'c2', 'c3'];
  const gates = new Map(ids.map((id) => [id, Promise.withResolvers<void>()]));
  const done: string[] = [];
  const log: { queue?: string }[] = [];
  const tasks: JobHandlers = {
    'bill-charge': async ({ chargeId }, { attempt }) => {
      if (attempt === 1) await gates.get(chargeId)?.promise;
      if (attempt === 1 && chargeId < 'c3') throw new Error('no database');
      done.push(`${chargeId} ${attempt}`);
    },
  };
  const runner = await start(tasks, log, other.appUrl);
  const add = (chargeId: string) =>
    other.database.tx((tx) => enqueue(tx, { name: 'bill-charge', payload: { chargeId } }));
  for (const id of ids) await add(id);
  const held = 'SELECT FROM graphile_worker._private_jobs WHERE locked_by IS NOT NULL';
  await wait(async () => expect(await other.sql(held)).toHaveLength(3));
  await db.sql(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS false`);
  await db.sql('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
  // One after another, and the last one after two failures to write down.
  const told = (what: RegExp, since = 0) =>
    wait(() =>
      expect(log.slice(since).filter(({ queue = '' }) => what.test(queue))).not.toEqual([]),
    );
  for (const id of ids) {
    const since = log.length;
    gates.get(id)?.resolve();
    await told(/^Failed to (fail|complete)/, since);
  }
  await told(/anew/);
  await db.sql(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS true`);
  await wait(() => expect(done.toSorted()).toEqual(['c1 2', 'c2 2', 'c3 1', 'c3 2']));
  await add('c4');
  await wait(() => expect(done.at(-1)).toBe('c4 1'));
  await runner.stop();
  await other.close();
});

test('a failure is logged and kept without personal data, and the job is tried again', async () => {
  const log: object[] = [];
  const tasks: JobHandlers = {
    'bill-charge': async () => {
      throw new Error('no mail to jane.doe@example.com for ABCDEFGHIJKLMNOPQR23, 04A1B2C3D4E5F6');
    },
  };
  const runner = await start(tasks, log);
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
  const runner = await start(noteIn(done));
  await enqueueBill('in a century', { runAt: new Date('2126-01-01T00:00:00Z') });
  await enqueueBill('now');
  await wait(() => expect(done).toEqual(['now']));
  await runner.stop();
});
