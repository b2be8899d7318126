import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../start-sandbox.ts';
import {
  callPlatform,
  type RecordingEmsp,
  recordingEmsp,
  registerEmsp,
} from '../testing/recording-emsp.ts';
import { testSandbox } from '../testing/test-sandbox.ts';

let sandbox: Sandbox;
let emsp: RecordingEmsp;
let url: string;

beforeAll(async () => {
  emsp = await recordingEmsp();
});
beforeEach(async () => {
  await sandbox?.close();
  sandbox = await testSandbox();
  url = `${sandbox.url}/ocpi/lowland`;
});
afterAll(async () => {
  await sandbox.close();
  await emsp.close();
});

describe('registration at a platform', () => {
  it('answers token C for token A and throws A away', async () => {
    const tokenC = await registerEmsp(emsp, url, 'lowland-a');
    expect((await callPlatform(`${url}/versions`, 'lowland-a')).status).toBe(401);
    const locations = await callPlatform(`${url}/2.2.1/locations`, tokenC);
    expect(locations.status).toBe(200);
    expect(locations.json.status_code).toBe(1000);
  });

  it('refuses no token, a wrong one, an unencoded one, and token A outside of the handshake', async () => {
    expect((await fetch(`${url}/versions`)).status).toBe(401);
    expect((await callPlatform(`${url}/versions`, 'nobody')).status).toBe(401);
    const headers = { Authorization: 'Token lowland-a' };
    expect((await fetch(`${url}/versions`, { headers })).status).toBe(401);
    expect((await callPlatform(`${url}/2.2.1/locations`, 'lowland-a')).status).toBe(401);
    expect((await callPlatform(`${url}/versions`, 'lowland-a')).status).toBe(200);
  });

  it('answers 405 to a second POST, and to PUT and DELETE of an unregistered caller', async () => {
    const credentials = `${url}/2.2.1/credentials`;
    expect((await callPlatform(credentials, 'lowland-a', 'PUT', {})).status).toBe(405);
    expect((await callPlatform(credentials, 'lowland-a', 'DELETE')).status).toBe(405);
    const tokenC = await registerEmsp(emsp, url, 'lowland-a');
    expect((await callPlatform(credentials, tokenC, 'POST', {})).status).toBe(405);
  });

  it('gives a new token on PUT, after which the old one is worth nothing', async () => {
    const first = await registerEmsp(emsp, url, 'lowland-a');
    const credentials = `${url}/2.2.1/credentials`;
    const own = { token: 'b2', url: `${emsp.url}/versions`, roles: [{ role: 'EMSP' }] };
    const second = (await callPlatform(credentials, first, 'PUT', own)).json.data.token;
    expect(second).not.toBe(first);
    expect((await callPlatform(`${url}/versions`, first)).status).toBe(401);
    expect((await callPlatform(`${url}/versions`, second)).status).toBe(200);
  });

  it('answers 3001 when the eMSP cannot be read', async () => {
    const body = { token: 'b', url: 'http://127.0.0.1:9/versions', roles: [{ role: 'EMSP' }] };
    const answer = await callPlatform(`${url}/2.2.1/credentials`, 'lowland-a', 'POST', body);
    expect([answer.status, answer.json.status_code]).toEqual([200, 3001]);
  });

  it('names both parties of Twin Power', async () => {
    const credentials = `${sandbox.url}/ocpi/twinpower/2.2.1/credentials`;
    const { data } = (await callPlatform(credentials, 'twinpower-a')).json;
    const parties = data.roles.map((it: { country_code: string; party_id: string }) =>
      [it.country_code, it.party_id].join('/'),
    );
    expect(parties).toEqual(['NL/TWN', 'BE/TWB']);
  });
});

describe('pages', () => {
  it('follow Link to the end, with total and limit', async () => {
    const base = `${sandbox.url}/ocpi/twinpower`;
    const token = await registerEmsp(emsp, base, 'twinpower-a');
    const ids: string[] = [];
    let next: string | undefined = `${base}/2.2.1/locations?limit=3`;
    let pages = 0;
    while (next) {
      const page = await callPlatform(next, token);
      expect(page.headers.get('X-Total-Count')).toBe('8');
      expect(page.headers.get('X-Limit')).toBe('5');
      ids.push(...page.json.data.map(({ id }: { id: string }) => id));
      next = /<(.+)>; rel="next"/.exec(page.headers.get('Link') ?? '')?.[1];
      pages += 1;
    }
    expect(pages).toBe(3);
    expect(new Set(ids).size).toBe(8);
  });

  it('keep to date_from (inclusive) and date_to (exclusive), in the links too', async () => {
    const token = await registerEmsp(emsp, url, 'lowland-a');
    const list = async (query: string) =>
      (await callPlatform(`${url}/2.2.1/tariffs?${query}`, token)).json.data.length;
    expect(await list('date_from=2026-01-05T08:00:00Z')).toBe(5);
    expect(await list('date_from=2026-01-05T08:00:01Z')).toBe(0);
    expect(await list('date_to=2026-01-05T08:00:00Z')).toBe(0);
    const from = '2026-01-05T08:00:00';
    const page = await callPlatform(`${url}/2.2.1/tariffs?limit=2&date_from=${from}`, token);
    expect(page.headers.get('Link')).toContain('date_from=2026-01-05T08%3A00%3A00');
  });

  it('answer 2001 to what is no date', async () => {
    const token = await registerEmsp(emsp, url, 'lowland-a');
    const answer = await callPlatform(`${url}/2.2.1/cdrs?date_from=yesterday`, token);
    expect(answer.json.status_code).toBe(2001);
  });
});

describe('tokens', () => {
  it('are kept as the eMSP pushes them, by type', async () => {
    const token = await registerEmsp(emsp, url, 'lowland-a');
    const at = `${url}/2.2.1/tokens/NL/PER/CARD1?type=RFID`;
    const card = {
      country_code: 'NL',
      party_id: 'PER',
      uid: 'CARD1',
      type: 'RFID',
      contract_id: 'NL-PER-C1',
      issuer: 'Peregrine',
      valid: true,
      whitelist: 'ALLOWED',
      last_updated: '2026-03-01T10:00:00Z',
    };
    expect((await callPlatform(at, token, 'PUT', card)).json.status_code).toBe(1000);
    const change = { valid: false, last_updated: '2026-03-02T10:00:00Z' };
    await callPlatform(at, token, 'PATCH', change);
    expect((await callPlatform(at, token)).json.data).toEqual({ ...card, ...change });
    expect((await callPlatform(at, token, 'PUT', { uid: 'CARD1' })).json.status_code).toBe(2001);
    const other = `${url}/2.2.1/tokens/NL/PER/CARD1?type=APP_USER`;
    expect((await callPlatform(other, token)).status).toBe(404);
  });
});
