import { createOcpiGateway } from '@peregrine/ocpi';
import {
  findStations,
  type PartnerGateway,
  pullPartner,
  schedulePulls,
  viewStation,
} from '@peregrine/services';
import {
  insertDriver,
  insertPartner,
  insertPlan,
  insertToken,
  type TestDatabase,
  testClock,
  testContext,
  testDatabase,
} from '@peregrine/testkit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type PagedCpo, startPagedCpo } from './testing/paged-cpo.ts';
import { wireCdr, wireLocation, wireSession, wireTariff } from './testing/wire-objects.ts';

let store: TestDatabase;
let cpo: PagedCpo;
let partnerId: string;
const clock = testClock('2026-03-01T12:00:00Z');
const ocpi = createOcpiGateway({ allowLoopback: true, ocpiUrl: 'http://127.0.0.1:3010' });

function ctx() {
  const partners = { ocpi: ocpi satisfies PartnerGateway, internal: ocpi };
  const secrets = { seal: (text: string) => text, open: (sealed: string) => sealed };
  return testContext({ database: store.database, clock, ports: { partners, secrets } });
}

beforeAll(async () => {
  store = await testDatabase();
  await insertPlan(store.database.read);
  const driver = await insertDriver(store.database.read);
  const { tokenUid } = await insertToken(store.database.read, driver.id);
  cpo = await startPagedCpo({
    locations: Array.from({ length: 230 }, (_, index) => wireLocation({ id: `L${index}` })),
    tariffs: [wireTariff(), wireTariff({ id: 'BAD', elements: [] })],
    sessions: [wireSession(tokenUid)],
    cdrs: [wireCdr(tokenUid, { last_updated: '2026-03-01T11:55:00Z' })],
  });
  const endpoints = { create: cpo.endpoints };
  partnerId = (await insertPartner(store.database.read, { endpoints, theirTokenSealed: 't' })).id;
});
beforeEach(() => {
  cpo.seen.length = 0;
});
afterAll(async () => {
  ocpi.close();
  await cpo.close();
  await store.close();
});

const pull = () => pullPartner(ctx(), { partnerId });
const count = async (table: string) =>
  (await store.sql<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`))[0]?.n;
const asked = (module: string) =>
  cpo.seen.filter(({ pathname }) => pathname === `/${module}`).map((url) => url.searchParams);

test('a partner that was never asked is due at once, and then after the interval', async () => {
  expect(await schedulePulls(ctx(), { intervalMs: 300_000 })).toEqual({ scheduled: 1 });
});

test('the first pull takes every page of every module', async () => {
  expect(await pull()).toEqual([
    { module: 'tariffs', objects: 1 },
    { module: 'locations', objects: 230 },
    { module: 'sessions', objects: 1 },
    { module: 'cdrs', objects: 1 },
  ]);
  expect(asked('locations').map((query) => query.get('offset'))).toEqual(['0', '100', '200']);
  expect(asked('locations')[0]?.get('date_from')).toBeNull();
  for (const [table, n] of [
    ['location', 230],
    ['tariff_version', 1],
    ['session', 1],
    ['cdr', 1],
  ] as const)
    expect(await count(table)).toBe(n);
  expect(await schedulePulls(ctx(), { intervalMs: 300_000 })).toEqual({ scheduled: 0 });
});

test('an object that cannot be used is kept against the partner by its id', async () => {
  const rows = await store.sql('SELECT module, object_key, code, severity FROM partner_finding');
  expect(rows).toContainEqual({
    module: 'tariffs',
    object_key: 'NL/LOW/BAD',
    code: 'unusable',
    severity: 'error',
  });
});

test('the next pull asks for what changed since, with an overlap, and repeats harm nothing', async () => {
  clock.advance(600_000);
  const report = await pull();
  expect(asked('cdrs')[0]?.get('date_from')).toBe('2026-03-01T11:50:00.000Z');
  expect(report).toContainEqual({ module: 'cdrs', objects: 1 });
  expect(report).toContainEqual({ module: 'locations', objects: 0 });
  expect([await count('cdr'), await count('cdr_conflict')]).toEqual([1, 0]);
});

test('statuses hold as of a pull that told of no change', async () => {
  clock.advance(600_000);
  await pull();
  const [shown] = (await findStations(ctx(), { limit: 1 })).items;
  expect(shown?.statusAt).toBe(clock.now().toISOString());
  const station = await viewStation(ctx(), { id: shown?.id ?? '' });
  expect(station.evses[0]?.statusReceivedAt).toBe(clock.now().toISOString());
});

test('a module that breaks off keeps its cursor, confirms no status and is told; the others go on', async () => {
  const confirmedAt = clock.now();
  const before = await store.sql("SELECT cursor FROM partner_pull WHERE module = 'locations'");
  for (const one of cpo.lists.locations ?? [])
    Object.assign(one, { last_updated: '2026-03-01T13:00:00Z' });
  cpo.failOn('locations');
  clock.advance(600_000);
  const report = await pull();
  expect(report.find(({ module }) => module === 'locations')?.error).toContain('HTTP 500');
  expect(report.find(({ module }) => module === 'cdrs')?.error).toBeUndefined();
  expect(await store.sql("SELECT cursor FROM partner_pull WHERE module = 'locations'")).toEqual(
    before,
  );
  const [row] = await store.sql<{ last_error: string; statuses_confirmed_at: Date }>(
    'SELECT last_error, statuses_confirmed_at FROM partner',
  );
  expect(row?.statuses_confirmed_at).toEqual(confirmedAt);
  expect(row?.last_error).toContain('locations: HTTP 500');
  cpo.failOn(undefined);
  await pull();
  expect(await store.sql('SELECT last_error FROM partner')).toEqual([{ last_error: null }]);
});

test('a suspended partner is not asked', async () => {
  await store.sql("UPDATE partner SET status = 'suspended'");
  clock.advance(3_600_000);
  expect(await schedulePulls(ctx(), { intervalMs: 300_000 })).toEqual({ scheduled: 0 });
  await expect(pull()).rejects.toMatchObject({ code: 'partner-unknown' });
});
