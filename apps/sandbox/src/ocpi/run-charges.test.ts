import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../start-sandbox.ts';
import {
  callPlatform,
  driverToken,
  type ReceivedRequest,
  type RecordingEmsp,
  recordingEmsp,
  registerEmsp,
} from '../testing/recording-emsp.ts';
import { testSandbox } from '../testing/test-sandbox.ts';

let sandbox: Sandbox;
let emsp: RecordingEmsp;
let url: string;
let token: string;
const statePath = join(mkdtempSync(join(tmpdir(), 'sandbox-')), 'state.json');

beforeAll(async () => {
  emsp = await recordingEmsp();
  sandbox = await testSandbox({ statePath });
  url = `${sandbox.url}/ocpi/lowland`;
  token = await registerEmsp(emsp, url, 'lowland-a');
});
afterAll(async () => {
  await sandbox.close();
  await emsp.close();
});

const start = (locationId: string, evseUid: string, reference: string) =>
  callPlatform(`${url}/2.2.1/commands/START_SESSION`, token, 'POST', {
    response_url: `${emsp.url}/result/${reference}`,
    token: driverToken(),
    location_id: locationId,
    evse_uid: evseUid,
    authorization_reference: reference,
  });
const stop = (sessionId: string, reference: string) =>
  callPlatform(`${url}/2.2.1/commands/STOP_SESSION`, token, 'POST', {
    response_url: `${emsp.url}/stopped/${reference}`,
    session_id: sessionId,
  });
const resultOf = async (reference: string, kind = 'result') =>
  (await emsp.next(({ path }) => path === `/${kind}/${reference}`)).body;
const sessionOf = (reference: string) =>
  emsp.next(({ method, body }) => method === 'PUT' && body?.authorization_reference === reference);
const isPatch = (id: string, fits: (request: ReceivedRequest) => boolean) =>
  emsp.next((r) => r.method === 'PATCH' && r.path.endsWith(`/${id}`) && fits(r));
const cdrOf = (reference: string) =>
  emsp.next(
    ({ path, body }) => path === '/emsp/cdrs' && body.authorization_reference === reference,
  );

async function chargeFully(locationId: string, evseUid: string, reference: string, kwh: number) {
  await start(locationId, evseUid, reference);
  const { id } = (await sessionOf(reference)).body;
  await isPatch(id, ({ body }) => body.kwh === kwh);
  await stop(id, reference);
  return (await cdrOf(reference)).body;
}

describe('a charge on a platform', () => {
  it('is answered, confirmed, told while it runs and billed: honest 20.000 kWh', async () => {
    const answer = await start('LOW-AMS-1', 'LOW-AMS-1-A', 'honest');
    expect(answer.json.data).toEqual({ result: 'ACCEPTED', timeout: 30 });
    expect(await resultOf('honest')).toEqual({ result: 'ACCEPTED' });
    const put = await sessionOf('honest');
    expect(put.path).toBe(`/emsp/sessions/NL/LOW/${put.body.id}`);
    expect(put.headers).toMatchObject({
      authorization: `Token ${Buffer.from(emsp.token).toString('base64')}`,
      'ocpi-from-party-id': 'LOW',
      'ocpi-to-party-id': 'PER',
      'ocpi-to-country-code': 'NL',
    });
    const taken = await emsp.next(
      ({ path, body }) =>
        path.endsWith('/locations/NL/LOW/LOW-AMS-1/LOW-AMS-1-A') && body.status === 'CHARGING',
    );
    expect(taken.method).toBe('PATCH');
    await isPatch(put.body.id, ({ body }) => body.kwh === 20);
    expect((await stop(put.body.id, 'honest')).json.data.result).toBe('ACCEPTED');
    expect(await resultOf('honest', 'stopped')).toEqual({ result: 'ACCEPTED' });
    const end = await isPatch(put.body.id, ({ body }) => body.status === 'COMPLETED');
    expect(end.body).toMatchObject({ kwh: 20, total_cost: { excl_vat: 9.35, incl_vat: 11.31 } });
    const cdr = (await cdrOf('honest')).body;
    expect(cdr).toMatchObject({
      total_energy: 20,
      total_cost: { excl_vat: 9.35, incl_vat: 11.31 },
      session_id: put.body.id,
      end_date_time: end.body.end_date_time,
    });
  });

  it('appends periods whose energy adds up to the kWh of the session', async () => {
    await chargeFully('LOW-AMS-1', 'LOW-AMS-1-B', 'sum', 30);
    const { id } = (await sessionOf('sum')).body;
    const patches = emsp.received.filter((r) => r.method === 'PATCH' && r.path.endsWith(`/${id}`));
    expect(patches.length).toBeGreaterThan(2);
    const volumes = patches
      .flatMap(({ body }) => body.charging_periods ?? [])
      .flatMap(({ dimensions }) => dimensions)
      .filter(({ type }) => type === 'ENERGY')
      .map(({ volume }) => Math.round(volume * 1000));
    expect(volumes.reduce((a, b) => a + b)).toBe(30_000);
    const served = await callPlatform(
      `${url}/2.2.1/sessions?date_from=2026-01-01T00:00:00Z`,
      token,
    );
    const session = served.json.data.find((it: { id: string }) => it.id === id);
    expect(session.status).toBe('COMPLETED');
    expect(session.charging_periods.length).toBe(volumes.length);
  });

  it('claims 6.785 net where it was overcharged, under the tariff that says 0.45', async () => {
    const cdr = await chargeFully('LOW-AMS-2', 'LOW-AMS-2-A', 'over', 11.7);
    expect(cdr.total_cost.excl_vat).toBe(6.785);
    expect(cdr.tariffs[0].elements[0].price_components[0].price).toBe(0.45);
  });

  it('stays plugged for the parking of its scenario, and bills it', async () => {
    const cdr = await chargeFully('LOW-RTM-1', 'LOW-RTM-1-A', 'park', 14);
    expect(cdr.total_parking_time).toBe(0.35);
    // 14 kWh x 0.41 + 25 min (21 in steps of 5) x 2.40/h
    expect(cdr.total_cost.excl_vat).toBe(6.74);
    expect(cdr.charging_periods).toHaveLength(2);
  });
});

describe('what goes wrong on purpose', () => {
  it('a start that the station refuses', async () => {
    await start('LOW-AMS-4', 'LOW-FAULT-REFUSE', 'refused');
    expect(await resultOf('refused')).toEqual({ result: 'REJECTED' });
  });

  it('a start that the platform refuses, one on no such EVSE, one on an occupied EVSE', async () => {
    expect((await start('LOW-AMS-4', 'LOW-FAULT-DENY', 'x')).json.data.result).toBe('REJECTED');
    expect((await start('LOW-AMS-4', 'NOWHERE', 'x')).json.status_code).toBe(2003);
    await start('LOW-UTR-1', 'LOW-UTR-1-C', 'occupied');
    expect(await resultOf('occupied')).toEqual({ result: 'EVSE_OCCUPIED' });
    await start('LOW-UTR-1', 'LOW-UTR-1-B', 'broken');
    expect(await resultOf('broken')).toEqual({ result: 'EVSE_INOPERATIVE' });
  });

  it('a result TIMEOUT after which the session starts all the same', async () => {
    await start('LOW-AMS-4', 'LOW-FAULT-LATE', 'late');
    expect(await resultOf('late')).toEqual({ result: 'TIMEOUT' });
    expect((await sessionOf('late')).body.evse_uid).toBe('LOW-FAULT-LATE');
  });

  it('a stop that is refused: the charge goes on', async () => {
    await start('LOW-AMS-4', 'LOW-FAULT-STOP', 'nostop');
    const { id } = (await sessionOf('nostop')).body;
    await stop(id, 'nostop');
    expect(await resultOf('nostop', 'stopped')).toEqual({ result: 'REJECTED' });
    await isPatch(id, ({ body }) => body.kwh === 30);
    sandbox.platforms.get('lowland')?.charges.unplug(id);
    expect((await cdrOf('nostop')).body.total_energy).toBe(30);
  });

  it('a stop of an unknown session', async () => {
    expect((await stop('nothing', 'x')).json.data.result).toBe('UNKNOWN_SESSION');
  });

  it('no live data: the status and the CDR alone, and no session to GET', async () => {
    await start('LOW-AMS-4', 'LOW-QUIET', 'quiet');
    const cdr = (await cdrOf('quiet')).body;
    expect(cdr.session_id).toBeUndefined();
    expect(cdr.total_energy).toBe(12);
    const served = await callPlatform(`${url}/2.2.1/sessions`, token);
    expect(JSON.stringify(served.json.data)).not.toContain('LOW-QUIET');
    expect(
      emsp.received.some(
        ({ path, body }) => path.includes('/sessions/') && body.evse_uid === 'LOW-QUIET',
      ),
    ).toBe(false);
  });

  it('a push that fails is not sent again, and is there to GET', async () => {
    await start('LOW-GRN-1', 'LOW-GRN-1-A', 'lost');
    const { id } = (await sessionOf('lost')).body;
    emsp.isBroken = true;
    const before = emsp.received.length;
    sandbox.platforms.get('lowland')?.charges.unplug(id);
    await expect
      .poll(() =>
        sandbox.platforms
          .get('lowland')
          ?.platform.pushes.some(
            ({ url: to, httpStatus }) => to.endsWith('/cdrs') && httpStatus === 500,
          ),
      )
      .toBe(true);
    emsp.isBroken = false;
    expect(emsp.received.slice(before).some(({ path }) => path === '/emsp/cdrs')).toBe(false);
    const { data } = (await callPlatform(`${url}/2.2.1/cdrs`, token)).json;
    expect(data.some((it: { session_id: string }) => it.session_id === id)).toBe(true);
  });
});

describe('a restart', () => {
  it('keeps registration, sessions and a charge that runs, which then goes on', async () => {
    const slow = { statePath, timeLapse: 600, port: Number(new URL(sandbox.url).port) };
    await start('LOW-MST-1', 'LOW-MST-1-A', 'restart');
    const { id } = (await sessionOf('restart')).body;
    await sandbox.close();
    sandbox = await testSandbox(slow);
    await isPatch(id, ({ body }) => body.kwh > 0);
    expect((await callPlatform(`${url}/versions`, token)).status).toBe(200);
    await stop(id, 'restart');
    expect((await cdrOf('restart')).body.total_energy).toBeGreaterThan(0);
  });
});
