import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Endpoint, LOW, OTHER, startEndpoint } from '../testing/start-endpoint.ts';
import { wireLocation } from '../testing/wire-objects.ts';

let endpoint: Endpoint;
let partner: { id: string; token: string };
const path = '/ocpi/2.2.1/locations/NL/LOW/LOW-AMS-1';

beforeAll(async () => {
  endpoint = await startEndpoint();
  partner = await endpoint.addPartner([LOW]);
});
afterAll(() => endpoint.close());

const count = async (table: string) =>
  (await endpoint.store.sql<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`))[0]?.n;

test('the health check answers without a token', async () => {
  expect(await endpoint.call('GET', '/healthz')).toMatchObject({
    http: 200,
    text: '{"status":"ok"}',
  });
});

test.each([
  ['GET', '/ocpi/versions'],
  ['GET', '/ocpi/2.2.1'],
  ['PUT', path],
  ['GET', '/ocpi/2.2.1/tokens'],
  ['POST', '/ocpi/2.2.1/tokens/X/authorize'],
  ['POST', '/ocpi/2.2.1/cdrs'],
  ['POST', '/ocpi/2.2.1/commands/START_SESSION/x'],
  ['GET', '/ocpi/unknown'],
])('%s %s without a token, or with a wrong one, answers 401', async (method, url) => {
  expect((await endpoint.call(method, url)).http).toBe(401);
  const wrong = await endpoint.call(method, url, { token: 'wrong' });
  expect(wrong.http).toBe(401);
  expect(wrong.body.status_code).toBe(2000);
});

test('a token is read as Base64 and raw', async () => {
  expect((await endpoint.call('GET', '/ocpi/versions', { token: partner.token })).http).toBe(200);
  const raw = await endpoint.call('GET', '/ocpi/versions', {
    headers: { authorization: `Token ${partner.token}` },
  });
  expect(raw.http).toBe(200);
});

test('a registration token opens versions and credentials and nothing else', async () => {
  const token = 'registration-token-a';
  await endpoint.store.database.read.partner.create({
    data: {
      name: 'Invited',
      kind: 'ocpi',
      status: 'registering',
      registrationTokenHash: createHash('sha256').update(token).digest('hex'),
    },
  });
  expect((await endpoint.call('GET', '/ocpi/versions', { token })).http).toBe(200);
  expect((await endpoint.call('GET', '/ocpi/2.2.1', { token })).http).toBe(200);
  expect((await endpoint.call('GET', '/ocpi/2.2.1/credentials', { token })).http).toBe(200);
  expect((await endpoint.call('GET', '/ocpi/2.2.1/tokens', { token })).http).toBe(401);
  expect((await endpoint.call('PUT', path, { token, body: wireLocation() })).http).toBe(401);
});

test('every module we take part in is named with its role', async () => {
  const { data } = (await endpoint.call('GET', '/ocpi/2.2.1', { token: partner.token })).body;
  const { endpoints } = data as { endpoints: { identifier: string; role: string; url: string }[] };
  expect(endpoints.map((one) => `${one.identifier} ${one.role}`)).toEqual([
    'credentials SENDER',
    'credentials RECEIVER',
    'locations RECEIVER',
    'tariffs RECEIVER',
    'sessions RECEIVER',
    'cdrs RECEIVER',
    'commands SENDER',
    'tokens SENDER',
  ]);
  expect(endpoints.every(({ url }) => url.startsWith('http://127.0.0.1:3010/ocpi/2.2.1/'))).toBe(
    true,
  );
});

test('an unknown path answers 404, a wrong method 405 with those that are allowed', async () => {
  const { token } = partner;
  expect(await endpoint.call('GET', '/ocpi/2.2.1/nonsense', { token })).toMatchObject({
    http: 404,
    body: { status_code: 2000 },
  });
  const wrong = await endpoint.call('POST', path, { token, body: {} });
  expect(wrong.http).toBe(405);
  expect(wrong.headers.get('allow')).toBe('PUT, PATCH');
});

test("another party's object is refused by its URL and by its body, and stored nowhere", async () => {
  const { token } = partner;
  const foreign = wireLocation({ country_code: 'BE', party_id: 'OTH' });
  const byUrl = await endpoint.call('PUT', '/ocpi/2.2.1/locations/BE/OTH/LOW-AMS-1', {
    token,
    body: foreign,
  });
  expect(byUrl).toMatchObject({ http: 404, body: { status_code: 2000 } });
  const byBody = await endpoint.call('PUT', path, { token, body: foreign });
  expect(byBody).toMatchObject({
    http: 200,
    body: { status_code: 2001, status_message: '/country_code: differs from the URL' },
  });
  expect([await count('location'), await count('archive.received')]).toEqual([0, 0]);
});

test('a malformed body answers 2001 with the field named, and nothing is stored', async () => {
  const { token } = partner;
  const { address: _, ...body } = wireLocation({ coordinates: { latitude: 'north' } });
  const reply = await endpoint.call('PUT', path, { token, body });
  expect(reply).toMatchObject({ http: 200, body: { status_code: 2001 } });
  expect(reply.body.status_message).toContain('/address: expected text');
  expect(reply.body.status_message).toContain('/coordinates/latitude: expected decimal degrees');
  expect(await count('location')).toBe(0);
});

test('a body that is no JSON, or nested beyond reason, answers 400', async () => {
  const { token } = partner;
  for (const rawBody of ['{"id":', 'hello', '', `${'['.repeat(40)}${']'.repeat(40)}`]) {
    const reply = await endpoint.call('PUT', path, { token, rawBody });
    expect(reply).toMatchObject({ http: 400, body: { status_code: 2001 } });
  }
});

test('a body beyond 1 MB answers 413, also when its length is not said', async () => {
  const { token } = partner;
  const rawBody = JSON.stringify(wireLocation({ name: 'x'.repeat(1_100_000) }));
  expect((await endpoint.call('PUT', path, { token, rawBody })).http).toBe(413);
  expect(await putChunked(rawBody)).toBe(413);
});

function putChunked(body: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      `${endpoint.origin}${path}`,
      {
        method: 'PUT',
        headers: {
          authorization: `Token ${Buffer.from(partner.token).toString('base64')}`,
          'transfer-encoding': 'chunked',
        },
      },
      (response) => {
        response.resume();
        resolve(response.statusCode);
      },
    );
    // The answer may come before all was sent.
    outgoing.on('error', (error) =>
      'code' in error && error.code === 'EPIPE' ? undefined : reject(error),
    );
    outgoing.end(body);
  });
}

test('hostile keys are data and change nothing', async () => {
  const { token } = partner;
  const rawBody = JSON.stringify(wireLocation()).replace(
    '{',
    '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},',
  );
  expect((await endpoint.call('PUT', path, { token, rawBody })).http).toBe(200);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test('message ids come back, and routing headers turn round', async () => {
  const reply = await endpoint.call('GET', '/ocpi/2.2.1/tokens', {
    token: partner.token,
    headers: {
      'X-Request-ID': 'r-1',
      'X-Correlation-ID': 'c-1',
      'OCPI-from-country-code': 'NL',
      'OCPI-from-party-id': 'LOW',
      'OCPI-to-country-code': 'NL',
      'OCPI-to-party-id': 'PER',
    },
  });
  const header = (name: string) => reply.headers.get(name);
  expect(header('x-request-id')).toBe('r-1');
  expect(header('x-correlation-id')).toBe('c-1');
  expect([header('ocpi-to-party-id'), header('ocpi-from-party-id')]).toEqual(['LOW', 'PER']);
});

test('the log holds no token uid, no credentials token and no body', async () => {
  await endpoint.call('POST', '/ocpi/2.2.1/tokens/04A2B3C4D5E680/authorize', {
    token: partner.token,
    body: { location_id: 'SECRET-PLACE' },
  });
  const log = endpoint.log.join('\n');
  expect(log).toContain('/tokens/***/authorize');
  for (const secret of ['04A2B3C4D5E680', partner.token, 'SECRET-PLACE'])
    expect(log).not.toContain(secret);
});

test('a failure of our own answers 3000 and no word of its cause', async () => {
  const other = await endpoint.addPartner([OTHER]);
  await endpoint.store.sql('ALTER TABLE token RENAME TO token_gone');
  const reply = await endpoint.call('GET', '/ocpi/2.2.1/tokens', { token: other.token });
  await endpoint.store.sql('ALTER TABLE token_gone RENAME TO token');
  expect(reply).toMatchObject({ http: 500, body: { status_code: 3000 } });
  expect(reply.text).not.toMatch(/token_gone|prisma|relation|at .*\.ts/i);
});
