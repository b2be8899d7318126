import { insertDriver, insertPlan, insertToken } from '@peregrine/testkit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Endpoint, LOW, startEndpoint } from '../testing/start-endpoint.ts';
import { wireLocation, wireSession, wireTariff } from '../testing/wire-objects.ts';

let endpoint: Endpoint;
let token: string;
let uid: string;
const base = '/ocpi/2.2.1';

beforeAll(async () => {
  endpoint = await startEndpoint();
  ({ token } = await endpoint.addPartner([LOW]));
  const { read } = endpoint.store.database;
  await insertPlan(read);
  uid = (await insertToken(read, (await insertDriver(read)).id)).tokenUid;
  await send('PUT', 'locations/NL/LOW/LOW-AMS-1', wireLocation());
  await send('PUT', 'sessions/NL/LOW/S1', wireSession(uid, { id: 'S1' }));
});
afterAll(() => endpoint.close());
beforeEach(() => endpoint.store.sql('GRANT INSERT ON archive.received TO edge'));

const send = (method: string, path: string, body: unknown) =>
  endpoint.call(method, `${base}/${path}`, { token, body });
const newest = async (module: string) => {
  const rows = await endpoint.store.sql<{ object_key: string; body: string }>(
    'SELECT object_key, body FROM archive.received WHERE module = $1 ORDER BY id DESC LIMIT 1',
    [module],
  );
  return rows[0];
};
/** What a push may change, whole. */
const state = async () => {
  const tables = ['location', 'evse', 'tariff_version', 'session', 'charge', 'charge_event'];
  const rows = tables.map((name) => endpoint.store.sql(`SELECT * FROM ${name} ORDER BY id`));
  return await Promise.all(rows);
};

const later = '2026-03-01T11:30:00Z';
const pushes = [
  ['PUT', 'locations/NL/LOW/LOW-AMS-1', () => wireLocation({ name: 'New', last_updated: later })],
  ['PATCH', 'locations/NL/LOW/LOW-AMS-1/LOW-AMS-1-A', () => ({ status: 'BLOCKED' })],
  ['PUT', 'tariffs/NL/LOW/T2', () => wireTariff({ id: 'T2' })],
  ['PUT', 'sessions/NL/LOW/S2', () => wireSession(uid, { id: 'S2' })],
  ['PATCH', 'sessions/NL/LOW/S1', () => ({ kwh: 7 })],
] as const;

test.each(pushes)('%s %s has no effect without its evidence', async (method, path, bodyOf) => {
  const body = method === 'PATCH' ? { ...bodyOf(), last_updated: later } : bodyOf();
  const before = await state();
  await endpoint.store.sql('REVOKE INSERT ON archive.received FROM edge');
  expect((await send(method, path, body)).http).toBe(500);
  expect(await state()).toEqual(before);

  await endpoint.store.sql('GRANT INSERT ON archive.received TO edge');
  expect((await send(method, path, body)).http).toBe(200);
  expect(await state()).not.toEqual(before);
  const [module = '', ...key] = path.split('/');
  expect(await newest(module)).toEqual({ object_key: key.join('/'), body: JSON.stringify(body) });
});
