import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';

export type ReceivedRequest = {
  method: string;
  path: string;
  headers: Record<string, string>;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever was sent
  body: any;
};

/** An eMSP of OCPI 2.2.1 that accepts everything and remembers it: the other side in tests. */
export type RecordingEmsp = {
  url: string;
  token: string;
  received: ReceivedRequest[];
  /** Resolves with the first request, past or future, that fits. */
  next(fits: (request: ReceivedRequest) => boolean): Promise<ReceivedRequest>;
  /** Refuse with HTTP 500 while set. */
  isBroken: boolean;
  close(): Promise<void>;
};

export async function recordingEmsp(): Promise<RecordingEmsp> {
  const received: ReceivedRequest[] = [];
  const waiting: {
    fits: (r: ReceivedRequest) => boolean;
    resolve: (r: ReceivedRequest) => void;
  }[] = [];
  const app = new Hono();
  const server = createAdaptorServer({ fetch: app.fetch });
  const port = await new Promise<number>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
  );
  const url = `http://127.0.0.1:${port}`;
  const emsp: RecordingEmsp = {
    url,
    token: 'emsp-token-b',
    received,
    isBroken: false,
    next(fits) {
      const found = received.find(fits);
      if (found) return Promise.resolve(found);
      return new Promise((resolve) => waiting.push({ fits, resolve }));
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  const ok = (data?: unknown) => ({
    ...(data !== undefined && { data }),
    status_code: 1000,
    timestamp: new Date().toISOString(),
  });
  const endpoint = (identifier: string, role: string) => ({
    identifier,
    role,
    url: `${url}/emsp/${identifier}`,
  });
  app.get('/versions', (c) => c.json(ok([{ version: '2.2.1', url: `${url}/2.2.1` }])));
  app.get('/2.2.1', (c) =>
    c.json(
      ok({
        version: '2.2.1',
        endpoints: [
          endpoint('credentials', 'SENDER'),
          endpoint('tokens', 'SENDER'),
          ...['locations', 'tariffs', 'sessions', 'cdrs'].map((it) => endpoint(it, 'RECEIVER')),
        ],
      }),
    ),
  );
  app.all('*', async (c) => {
    if (emsp.isBroken) return c.text('broken', 500);
    const text = await c.req.text();
    const request: ReceivedRequest = {
      method: c.req.method,
      path: c.req.path,
      headers: c.req.header(),
      body: text ? JSON.parse(text) : undefined,
    };
    received.push(request);
    for (const waiter of waiting.filter(({ fits }) => fits(request))) {
      waiting.splice(waiting.indexOf(waiter), 1);
      waiter.resolve(request);
    }
    if (c.req.path.endsWith('/authorize')) return c.json(ok(authorizationInfo(c.req.path)));
    return c.json(ok());
  });
  return emsp;
}

function authorizationInfo(path: string) {
  const uid = path.split('/').at(-2) ?? '';
  if (uid === 'BLOCKED-CARD') return { allowed: 'BLOCKED', token: driverToken(uid) };
  return { allowed: 'ALLOWED', token: driverToken(uid), authorization_reference: 'realtime-1' };
}

/** The token object of our driver, as START_SESSION carries it. */
export function driverToken(uid = 'APPTOKEN000000000001') {
  return {
    country_code: 'NL',
    party_id: 'PER',
    uid,
    type: uid.startsWith('APP') ? 'APP_USER' : 'RFID',
    contract_id: 'NL-PER-C00000001-1',
    issuer: 'Peregrine',
    valid: true,
    whitelist: 'ALLOWED',
    last_updated: '2026-03-01T10:00:00.000Z',
  };
}

const encode = (token: string) => `Token ${Buffer.from(token).toString('base64')}`;

/** Calls a platform of the sandbox as the eMSP does. */
export async function callPlatform(
  url: string,
  token: string,
  method = 'GET',
  body?: unknown,
  headers: Record<string, string> = {},
) {
  const response = await fetch(url, {
    method,
    headers: { Authorization: encode(token), 'Content-Type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever was answered
  const json = (await response.json()) as any;
  return { status: response.status, headers: response.headers, json };
}

/** The handshake of the eMSP as sender; answers the token C to go on with. */
export async function registerEmsp(
  emsp: RecordingEmsp,
  platformUrl: string,
  registrationToken: string,
): Promise<string> {
  const answer = await callPlatform(`${platformUrl}/2.2.1/credentials`, registrationToken, 'POST', {
    token: emsp.token,
    url: `${emsp.url}/versions`,
    roles: [
      {
        role: 'EMSP',
        country_code: 'NL',
        party_id: 'PER',
        business_details: { name: 'Peregrine' },
      },
    ],
  });
  return answer.json.data.token as string;
}
