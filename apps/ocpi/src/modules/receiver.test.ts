import { insertDriver, insertPlan, insertToken } from '@peregrine/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Endpoint, LOW, OTHER, startEndpoint } from '../testing/start-endpoint.ts';
import {
  wireCdr,
  wireConnector,
  wireEvse,
  wireLocation,
  wireSession,
  wireTariff,
} from '../testing/wire-objects.ts';

let endpoint: Endpoint;
let token: string;
let uid: string;
const base = '/ocpi/2.2.1';
const place = `${base}/locations/NL/LOW/LOW-AMS-1`;

beforeAll(async () => {
  endpoint = await startEndpoint();
  ({ token } = await endpoint.addPartner([LOW]));
  const { read } = endpoint.store.database;
  await insertPlan(read);
  const driver = await insertDriver(read);
  uid = (await insertToken(read, driver.id)).tokenUid;
});
afterAll(() => endpoint.close());

const put = (path: string, body: unknown) => endpoint.call('PUT', path, { token, body });
const patch = (path: string, body: unknown) => endpoint.call('PATCH', path, { token, body });
const ok = { http: 200, body: { status_code: 1000 } };

async function evses() {
  return await endpoint.store.sql<{ evse_uid: string; status: string; claimed: string }>(
    `SELECT evse_uid, status, to_char(status_claimed_at AT TIME ZONE 'UTC', 'HH24:MI') AS claimed
      FROM evse JOIN location ON location.id = location_row_id
      WHERE location_id = 'LOW-AMS-1' ORDER BY evse_uid`,
  );
}
async function place1() {
  const [row] = await endpoint.store.sql<{
    name: string;
    plugs: string[];
    max_power_w: number;
    available_count: number;
    evse_count: number;
    last_updated: Date;
  }>("SELECT * FROM location WHERE location_id = 'LOW-AMS-1'");
  return row;
}

test('a location is put with its EVSEs and connectors, and its body is kept as evidence', async () => {
  expect(await put(place, wireLocation())).toMatchObject(ok);
  expect(await place1()).toMatchObject({
    name: 'Lowland Centraal',
    plugs: ['type2'],
    max_power_w: 22_080,
    evse_count: 1,
    available_count: 1,
  });
  const kept = await endpoint.store.sql<{ object_key: string; body: string }>(
    "SELECT object_key, body FROM archive.received WHERE module = 'locations'",
  );
  expect(kept).toEqual([{ object_key: 'NL/LOW/LOW-AMS-1', body: JSON.stringify(wireLocation()) }]);
});

test('the status of an EVSE is patched, and its location becomes as new', async () => {
  const body = { status: 'CHARGING', last_updated: '2026-03-01T09:30:00Z' };
  expect(await patch(`${place}/LOW-AMS-1-A`, body)).toMatchObject(ok);
  expect(await evses()).toEqual([
    { evse_uid: 'LOW-AMS-1-A', status: 'CHARGING', claimed: '09:30' },
  ]);
  expect(await place1()).toMatchObject({
    available_count: 0,
    last_updated: new Date('2026-03-01T09:30:00Z'),
  });
});

test('a patch that comes late, or twice, changes nothing', async () => {
  const late = { status: 'AVAILABLE', last_updated: '2026-03-01T09:20:00Z' };
  expect(await patch(`${place}/LOW-AMS-1-A`, late)).toMatchObject(ok);
  expect((await evses())[0]?.status).toBe('CHARGING');
  expect(await put(place, wireLocation({ name: 'Old' }))).toMatchObject(ok);
  expect((await place1())?.name).toBe('Lowland Centraal');
});

test('many patches at once all count', async () => {
  const uids = Array.from({ length: 20 }, (_, index) => `E${index}`);
  const many = wireLocation({ id: 'MANY', evses: uids.map((one) => wireEvse({ uid: one })) });
  await put(`${base}/locations/NL/LOW/MANY`, many);
  const body = { status: 'OUTOFORDER', last_updated: '2026-03-01T09:40:00Z' };
  await Promise.all(uids.map((one) => patch(`${base}/locations/NL/LOW/MANY/${one}`, body)));
  const [row] = await endpoint.store.sql<{ n: number; available: number }>(
    `SELECT count(*) FILTER (WHERE evse.status = 'OUTOFORDER')::int AS n,
      max(location.available_count) AS available
      FROM evse JOIN location ON location.id = location_row_id WHERE location_id = 'MANY'`,
  );
  expect(row).toEqual({ n: 20, available: 0 });
});

test('an EVSE and a connector are added by PUT, and changed by PATCH', async () => {
  const at = '2026-03-01T09:50:00Z';
  const evse = wireEvse({ uid: 'LOW-AMS-1-B', last_updated: at });
  expect(await put(`${place}/LOW-AMS-1-B`, evse)).toMatchObject(ok);
  const plug = wireConnector({
    id: '2',
    standard: 'IEC_62196_T2_COMBO',
    power_type: 'DC',
    max_electric_power: 150_000,
    last_updated: at,
  });
  expect(await put(`${place}/LOW-AMS-1-B/2`, plug)).toMatchObject(ok);
  const body = { tariff_ids: ['OTHER'], last_updated: at };
  expect(await patch(`${place}/LOW-AMS-1-B/2`, body)).toMatchObject(ok);
  expect(await place1()).toMatchObject({ max_power_w: 150_000, evse_count: 2 });
  const connectors = await endpoint.store.sql<{ connector_id: string; tariff_ids: string[] }>(
    `SELECT connector_id, connector.tariff_ids FROM connector JOIN evse ON evse.id = evse_row_id
      WHERE evse_uid = 'LOW-AMS-1-B' ORDER BY connector_id`,
  );
  expect(connectors).toEqual([
    { connector_id: '1', tariff_ids: ['LOW-STD'] },
    { connector_id: '2', tariff_ids: ['OTHER'] },
  ]);
});

test('an EVSE that a newer PUT of its location no longer names was removed', async () => {
  await put(place, wireLocation({ last_updated: '2026-03-01T10:00:00Z' }));
  expect((await evses()).map(({ evse_uid, status }) => `${evse_uid} ${status}`)).toEqual([
    'LOW-AMS-1-A AVAILABLE',
    'LOW-AMS-1-B REMOVED',
  ]);
  expect(await place1()).toMatchObject({ evse_count: 1, max_power_w: 22_080 });
});

test('a patch of what was never put answers 404, so that it is put', async () => {
  const body = { status: 'CHARGING', last_updated: '2026-03-01T10:00:00Z' };
  expect((await patch(`${base}/locations/NL/LOW/NOWHERE/E`, body)).http).toBe(404);
  expect((await patch(`${place}/NO-EVSE`, body)).http).toBe(404);
});

test('a patch without last_updated answers 2001 and names it', async () => {
  const reply = await patch(`${place}/LOW-AMS-1-A`, { status: 'CHARGING' });
  expect(reply.body.status_code).toBe(2001);
  expect(reply.body.status_message).toContain('/last_updated');
});

test('an id in the body that differs from the URL answers 2001', async () => {
  const reply = await put(place, wireLocation({ id: 'LOW-AMS-9' }));
  expect(reply.body).toMatchObject({
    status_code: 2001,
    status_message: '/id: differs from the URL',
  });
  const evse = await put(`${place}/X`, wireEvse());
  expect(evse.body).toMatchObject({
    status_code: 2001,
    status_message: '/uid: differs from the URL',
  });
});

const versions = () =>
  endpoint.store.sql<{ open: boolean }>(
    `SELECT ended_at IS NULL AS open FROM tariff_version WHERE tariff_id = 'LOW-STD'
      ORDER BY received_at`,
  );

test('a tariff is versioned by its content, and retired by DELETE', async () => {
  const path = `${base}/tariffs/NL/LOW/LOW-STD`;
  expect(await put(path, wireTariff())).toMatchObject(ok);
  await put(path, wireTariff({ last_updated: '2026-03-01T10:00:00Z' }));
  expect(await versions()).toEqual([{ open: true }]);
  const dearer = [{ price_components: [{ type: 'ENERGY', price: 0.55, vat: 21, step_size: 1 }] }];
  await put(path, wireTariff({ elements: dearer, last_updated: '2026-03-01T11:00:00Z' }));
  expect(await versions()).toEqual([{ open: false }, { open: true }]);
  await put(path, wireTariff({ last_updated: '2026-03-01T08:00:00Z' }));
  expect(await versions()).toHaveLength(2);
  expect(await endpoint.call('DELETE', path, { token })).toMatchObject(ok);
  expect(await versions()).toEqual([{ open: false }, { open: false }]);
  expect((await endpoint.call('DELETE', path, { token })).http).toBe(404);
});

test('a session is put and patched: periods are added, a late patch changes nothing', async () => {
  const path = `${base}/sessions/NL/LOW/SESSION-1`;
  expect(await put(path, wireSession(uid))).toMatchObject(ok);
  const period = {
    start_date_time: '2026-03-01T10:10:00Z',
    dimensions: [{ type: 'ENERGY', volume: 2 }],
  };
  const next = { kwh: 3.5, charging_periods: [period], last_updated: '2026-03-01T10:15:00Z' };
  expect(await patch(path, next)).toMatchObject(ok);
  expect(await patch(path, { kwh: 2, last_updated: '2026-03-01T10:12:00Z' })).toMatchObject(ok);
  const [row] = await endpoint.store.sql<{ kwh: string; periods: number }>(
    `SELECT energy_kwh::text AS kwh, jsonb_array_length(body->'periods') AS periods FROM session
      WHERE session_id = 'SESSION-1'`,
  );
  expect(row).toEqual({ kwh: '3.5', periods: 2 });
});

test('a patch of an unknown session answers 404', async () => {
  const body = { kwh: 1, last_updated: '2026-03-01T10:15:00Z' };
  expect((await patch(`${base}/sessions/NL/LOW/UNKNOWN`, body)).http).toBe(404);
});

test('a CDR is created once, with its URL; the same again is accepted and changes nothing', async () => {
  const cdr = wireCdr(uid);
  const first = await endpoint.call('POST', `${base}/cdrs`, { token, body: cdr });
  expect(first).toMatchObject({ http: 201, body: { status_code: 1000 } });
  const location = first.headers.get('location') ?? '';
  expect(location).toBe('http://127.0.0.1:3010/ocpi/2.2.1/cdrs/NL/LOW/CDR-1');
  const rawBody = JSON.stringify(cdr, null, 2);
  const again = await endpoint.call('POST', `${base}/cdrs`, { token, rawBody });
  expect(again).toMatchObject({ http: 200, body: { status_code: 1000 } });
  expect(again.headers.get('location')).toBe(location);
  const stored = await endpoint.call('GET', new URL(location).pathname, { token });
  expect(stored.body.data).toEqual(cdr);
  expect(await endpoint.store.sql('SELECT 1 FROM cdr')).toHaveLength(1);
  const kept = "SELECT body FROM archive.received WHERE object_key = 'NL/LOW/CDR-1' ORDER BY id";
  const bodies = [JSON.stringify(cdr), rawBody];
  expect(await endpoint.store.sql(kept)).toEqual(bodies.map((body) => ({ body })));
});

test('a CDR with the same id and other content is put aside, and the first stays', async () => {
  const body = wireCdr(uid, { total_cost: { excl_vat: 99 } });
  const reply = await endpoint.call('POST', `${base}/cdrs`, { token, body });
  expect(reply.body.status_code).toBe(2000);
  expect(reply.body.status_message).toContain('put aside');
  expect(await endpoint.store.sql('SELECT claimed_excl_tax::text AS claimed FROM cdr')).toEqual([
    { claimed: '9.35' },
  ]);
  expect(await endpoint.store.sql('SELECT 1 FROM cdr_conflict')).toHaveLength(1);
});

test("another party's CDR, tariff and session are refused and stored nowhere", async () => {
  const other = await endpoint.addPartner([OTHER]);
  const as = { token: other.token };
  const before = await endpoint.store.sql('SELECT 1 FROM cdr');
  const cdr = await endpoint.call('POST', `${base}/cdrs`, {
    ...as,
    body: wireCdr(uid, { id: 'CDR-2' }),
  });
  expect(cdr).toMatchObject({ http: 403, body: { status_code: 2000 } });
  for (const [path, body] of [
    ['tariffs/NL/LOW/T9', wireTariff({ id: 'T9' })],
    ['sessions/NL/LOW/S9', wireSession(uid, { id: 'S9' })],
    ['locations/NL/LOW/L9', wireLocation({ id: 'L9' })],
  ] as const)
    expect((await endpoint.call('PUT', `${base}/${path}`, { ...as, body })).http).toBe(404);
  expect((await endpoint.call('GET', `${base}/cdrs/NL/LOW/CDR-1`, as)).http).toBe(404);
  expect(await endpoint.store.sql('SELECT 1 FROM cdr')).toHaveLength(before.length);
  for (const table of ['tariff_version', 'session', 'location'])
    expect(
      await endpoint.store.sql(`SELECT 1 FROM ${table} WHERE partner_id = $1`, [other.id]),
    ).toEqual([]);
});

test('what a partner sends oddly is kept against it, and forgotten when it is mended', async () => {
  const odd = wireLocation({ last_updated: '2026-03-01T12:00:00Z', time_zone: 'Nowhere' });
  await put(place, odd);
  const findings = () =>
    endpoint.store.sql<{ code: string }>(
      "SELECT code FROM partner_finding WHERE object_key = 'NL/LOW/LOW-AMS-1'",
    );
  expect(await findings()).toEqual([{ code: 'unknown-time-zone' }]);
  await put(place, wireLocation({ last_updated: '2026-03-01T12:01:00Z' }));
  expect(await findings()).toEqual([]);
});

test('text that no database keeps is cleaned or refused by field, never a failure of ours', async () => {
  const odd = `${base}/locations/NL/LOW/ODD`;
  const name = 'Odd\u0000 \ud800place';
  expect(await put(odd, wireLocation({ id: 'ODD', name }))).toMatchObject(ok);
  const stored = await endpoint.store.sql("SELECT name FROM location WHERE location_id = 'ODD'");
  expect(stored).toEqual([{ name: 'Odd \ufffdplace' }]);
  const refused = { http: 200, body: { status_code: 2001 } };
  expect(await put(`${odd}%00`, wireLocation({ id: 'ODD\u0000' }))).toMatchObject(refused);
  const session = `${base}/sessions/NL/LOW/SURROGATE`;
  const half = wireSession(uid, { id: 'SURROGATE', evse_uid: '\ud800' });
  expect(await put(session, half)).toMatchObject(refused);
  expect(await patch(`${session}%00`, { last_updated: '2026-03-01T09:00:00Z' })).toMatchObject(
    refused,
  );
  // No percent sequence, so it is the id itself.
  expect(await put(`${base}/locations/NL/LOW/%zz`, wireLocation({ id: '%zz' }))).toMatchObject(ok);
});

test('a last_updated from the far future does not outlive what follows', async () => {
  const ahead = `${base}/locations/NL/LOW/AHEAD`;
  const far = '9999-12-31T23:59:59Z';
  const occupied = wireEvse({ uid: 'AHEAD-A', status: 'CHARGING', last_updated: far });
  await put(ahead, wireLocation({ id: 'AHEAD', evses: [occupied], last_updated: far }));
  const last_updated = new Date(Date.now() + 60_000).toISOString();
  await patch(`${ahead}/AHEAD-A`, { status: 'AVAILABLE', last_updated });
  const [evse] = await endpoint.store.sql("SELECT status FROM evse WHERE evse_uid = 'AHEAD-A'");
  expect(evse).toEqual({ status: 'AVAILABLE' });
  const tariff = `${base}/tariffs/NL/LOW/AHEAD`;
  await put(tariff, wireTariff({ id: 'AHEAD', last_updated: far }));
  await put(tariff, wireTariff({ id: 'AHEAD', currency: 'CHF', last_updated }));
  const open = await endpoint.store.sql(
    "SELECT currency FROM tariff_version WHERE tariff_id = 'AHEAD' AND ended_at IS NULL",
  );
  expect(open).toEqual([{ currency: 'CHF' }]);
});
