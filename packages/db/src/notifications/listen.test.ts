import { testDatabase } from '@peregrine/testkit';
import { afterAll, expect, test, vi } from 'vitest';
import { openDatabase } from '../client/open-database.ts';
import type { DomainEvent } from './domain-event.ts';
import { packEvents } from './publish-events.ts';

const db = await testDatabase();
const { database } = db;
afterAll(() => db.close());

const event = (id: string, version = 1): DomainEvent => ({ topic: 'charge', id, version });
const wait = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 20 });
const listeners = () =>
  db.sql<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'test-listen'`,
  );

test('every subscriber hears what is published, over one connection, until it stops', async () => {
  const first: unknown[] = [];
  const second: unknown[] = [];
  const stopFirst = await database.subscribe((heard) => first.push(heard));
  const stopSecond = await database.subscribe((heard) => second.push(heard));
  await database.publish([event('a'), { topic: 'cdr', id: 'b', version: 3 }]);
  await wait(() => expect(second).toHaveLength(2));
  expect(first).toEqual([event('a'), { topic: 'cdr', id: 'b', version: 3 }]);
  expect(await listeners()).toHaveLength(1);
  await stopFirst();
  await database.publish([event('c')]);
  await wait(() => expect(second).toHaveLength(3));
  expect(first).toHaveLength(2);
  await stopSecond();
});

test('a broken connection comes back and says so, and events flow again', async () => {
  const heard: unknown[] = [];
  const stop = await database.subscribe((value) => heard.push(value));
  const [before] = await listeners();
  await db.sql('SELECT pg_terminate_backend($1)', [before?.pid]);
  await wait(() => expect(heard).toContain('reconnected'));
  await database.publish([event('after')]);
  await wait(() => expect(heard).toContainEqual(event('after')));
  const [after] = await listeners();
  expect(after?.pid).not.toBe(before?.pid);
  await stop();
});

test('more than one payload holds is sent in several, the newest version of each', async () => {
  const heard: DomainEvent[] = [];
  const stop = await database.subscribe((value) => {
    if (value !== 'reconnected') heard.push(value);
  });
  const many = Array.from({ length: 500 }, (_, n) => event(`00000000-0000-0000-0000-${n}`));
  await database.publish([...many, event('twice', 2), event('twice', 1)]);
  await wait(() => expect(heard).toHaveLength(501));
  expect(heard.at(-1)).toEqual(event('twice', 2));
  for (const payload of packEvents(many)) expect(Buffer.byteLength(payload)).toBeLessThan(8_000);
  await stop();
});

test('what is not ours on the channel is ignored', async () => {
  const heard: unknown[] = [];
  const stop = await database.subscribe((value) => heard.push(value));
  for (const payload of ['', 'not json', '{}', '[{"topic":"weather","id":"a","version":1}]']) {
    await db.sql('SELECT pg_notify($1, $2)', ['peregrine_events', payload]);
  }
  await database.publish([event('ours')]);
  await wait(() => expect(heard).toEqual([event('ours')]));
  await stop();
});

test('while the server refuses connections it tries on, and closing ends the trying', async () => {
  const other = await testDatabase();
  const name = new URL(other.url).pathname.slice(1);
  const errors: Error[] = [];
  const heard: unknown[] = [];
  const patient = openDatabase({
    url: other.appUrl,
    applicationName: 'patient',
    onConnectionError: (error) => errors.push(error),
  });
  await patient.subscribe((value) => heard.push(value));
  const shutOut = async () => {
    const before = errors.length;
    await db.sql(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS false`);
    await db.sql('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [
      name,
    ]);
    // The loss itself, and two attempts that were refused.
    await wait(() => expect(errors.length).toBeGreaterThanOrEqual(before + 3));
  };
  await shutOut();
  expect(heard).toEqual([]);
  await db.sql(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS true`);
  await wait(() => expect(heard).toEqual(['reconnected']));
  await shutOut();
  await patient.close();
  await other.close();
});
