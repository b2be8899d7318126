import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../start-sandbox.ts';
import {
  callPlatform,
  driverToken,
  type RecordingEmsp,
  recordingEmsp,
  registerEmsp,
} from '../testing/recording-emsp.ts';
import { testSandbox } from '../testing/test-sandbox.ts';

let sandbox: Sandbox;
let emsp: RecordingEmsp;
let token: string;

beforeAll(async () => {
  emsp = await recordingEmsp();
  sandbox = await testSandbox();
  token = await registerEmsp(emsp, `${sandbox.url}/ocpi/lowland`, 'lowland-a');
});
afterAll(async () => {
  await sandbox.close();
  await emsp.close();
});

const control = async (path: string, body?: unknown, method = body ? 'POST' : 'GET') => {
  const response = await fetch(`${sandbox.url}/control${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever was answered
  return { status: response.status, json: (await response.json()) as any };
};
const swipe = (evseUid: string, tokenUid: string, mode = 'online') =>
  control('/swipe', { platform: 'lowland', evseUid, tokenUid, mode });

describe('a card at the reader', () => {
  it('is asked for at the eMSP; its session carries the reference that was given', async () => {
    const { json } = await swipe('LOW-AMS-1-B', 'CARD-1');
    expect(json).toMatchObject({ kind: 'started', authorizationReference: 'realtime-1' });
    const asked = await emsp.next(({ path }) => path.endsWith('/tokens/CARD-1/authorize'));
    expect(asked.body).toEqual({ location_id: 'LOW-AMS-1', evse_uids: ['LOW-AMS-1-B'] });
    const put = await emsp.next(({ path }) => path.endsWith(json.sessionId));
    expect(put.body).toMatchObject({
      auth_method: 'AUTH_REQUEST',
      authorization_reference: 'realtime-1',
      cdr_token: { uid: 'CARD-1', type: 'RFID' },
    });
  });

  it('starts nothing when the eMSP says no, or where somebody charges', async () => {
    expect(await swipe('LOW-MST-1-A', 'BLOCKED-CARD')).toMatchObject({
      status: 409,
      json: { kind: 'refused', reason: 'BLOCKED' },
    });
    expect((await swipe('LOW-AMS-1-B', 'CARD-1')).json.reason).toBe('CHARGING');
  });

  it('starts offline from the whitelist alone, and as a CDR alone', async () => {
    expect((await swipe('LOW-EIN-1-A', 'CARD-2', 'offline')).json.kind).toBe('refused');
    const url = `${sandbox.url}/ocpi/lowland/2.2.1/tokens/NL/PER/CARD-2`;
    await callPlatform(url, token, 'PUT', driverToken('CARD-2'));
    const { json } = await swipe('LOW-EIN-1-A', 'CARD-2', 'offline');
    const put = await emsp.next(({ path }) => path.endsWith(json.sessionId));
    expect(put.body.auth_method).toBe('WHITELIST');
    expect(emsp.received.some(({ path }) => path.endsWith('CARD-2/authorize'))).toBe(false);
    await swipe('LOW-UTR-1-A', 'CARD-2', 'cdr-only');
    const cdr = await emsp.next(
      ({ path, body }) => path === '/emsp/cdrs' && body.cdr_location.evse_uid === 'LOW-UTR-1-A',
    );
    expect(cdr.body.session_id).toBeUndefined();
  });
});

describe('what a test makes happen', () => {
  it('another status and another tariff, pushed', async () => {
    await control('/platforms/lowland/evses/LOW-GRN-1-A', { status: 'OUTOFORDER' });
    await emsp.next(
      ({ path, body }) => path.endsWith('LOW-GRN-1-A') && body.status === 'OUTOFORDER',
    );
    const elements = [
      { price_components: [{ type: 'ENERGY', price: 0.99, vat: 21, step_size: 1 }] },
    ];
    await control('/platforms/lowland/tariffs/LOW-FAST', { elements });
    const put = await emsp.next(({ path }) => path === '/emsp/tariffs/NL/LOW/LOW-FAST');
    expect(put.body.elements).toEqual(elements);
    const list = await callPlatform(`${sandbox.url}/ocpi/lowland/2.2.1/tariffs`, token);
    expect(JSON.stringify(list.json.data)).toContain('0.99');
  });

  it('nothing is pushed while pushes are off, and GET has it', async () => {
    await control('/platforms/lowland/pushes', { on: false });
    const before = emsp.received.length;
    await control('/platforms/lowland/evses/LOW-GRN-1-A', { status: 'BLOCKED' });
    const { json } = await control('/platforms/lowland/evses/LOW-GRN-1-A');
    expect(json.status).toBe('BLOCKED');
    expect(emsp.received.length).toBe(before);
    await control('/platforms/lowland/pushes', { on: true });
    const url = `${sandbox.url}/ocpi/lowland/2.2.1/locations/LOW-GRN-1/LOW-GRN-1-A`;
    expect((await callPlatform(url, token)).json.data.status).toBe('BLOCKED');
  });

  it('only what changed is in a delta of the locations', async () => {
    const from = new Date(Date.now() + 60_000).toISOString();
    const url = `${sandbox.url}/ocpi/lowland/2.2.1/locations?date_from=`;
    expect((await callPlatform(url + from, token)).json.data).toEqual([]);
    const { state } = sandbox.platforms.get('lowland')?.platform ?? {};
    const later = new Date(Date.parse(state?.createdAt ?? '') + 1).toISOString();
    const ids = (await callPlatform(url + later, token)).json.data.map(
      (it: { id: string }) => it.id,
    );
    expect(ids).toContain('LOW-GRN-1');
    expect(ids).not.toContain('LOW-HAG-1');
  });

  it('a CDR of any content, sent again with other content', async () => {
    const cdr = { country_code: 'NL', party_id: 'LOW', id: 'CDR-X', total_energy: 1 };
    await control('/platforms/lowland/push-cdr', { ...cdr, cdr_token: driverToken() });
    await control('/platforms/lowland/cdrs/CDR-X/resend', { total_energy: 2 });
    const sent = emsp.received.filter(({ body }) => body?.id === 'CDR-X');
    expect(sent.map(({ body }) => body.total_energy)).toEqual([1, 2]);
    const kept = await control('/platforms/lowland/cdrs');
    expect(kept.json.at(-1).total_energy).toBe(1);
  });

  it('a platform forgets us, and takes its first token again', async () => {
    await control('/platforms/twinpower/forget', {});
    const url = `${sandbox.url}/ocpi/twinpower`;
    await registerEmsp(emsp, url, 'twinpower-a');
    expect((await callPlatform(`${url}/versions`, 'twinpower-a')).status).toBe(401);
    await control('/platforms/twinpower/forget', {});
    expect((await callPlatform(`${url}/versions`, 'twinpower-a')).status).toBe(200);
  });

  it('404 for a platform that there is not', async () => {
    expect((await control('/platforms/none/sessions')).status).toBe(404);
  });
});

it('the front page and the health check answer', async () => {
  expect(await (await fetch(sandbox.url)).text()).toContain('Lowland Charging');
  expect(await (await fetch(`${sandbox.url}/healthz`)).json()).toEqual({ status: 'ok' });
});
