import type { ServerResponse } from 'node:http';
import { instantOf, partyRef, type Token } from '@peregrine/domain';
import { afterEach, expect, test } from 'vitest';
import {
  type ScriptedServer,
  type SeenRequest,
  sendData,
  startScriptedServer,
} from '../testing/scripted-server.ts';
import { createOcpiGateway } from './create-gateway.ts';
import type { Connection } from './endpoints.ts';

const gateway = createOcpiGateway({
  allowLoopback: true,
  timeoutMs: 500,
  ocpiUrl: 'http://127.0.0.1:3010',
});
let server: ScriptedServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const token: Token = {
  party: partyRef('NL', 'PER'),
  tokenUid: 'ABCDEFGHIJKLMNOPQRST',
  type: 'APP_USER',
  contractId: 'NL-PER-C00000001',
  issuer: 'Peregrine',
  valid: true,
  whitelist: 'ALLOWED',
  lastUpdated: instantOf(new Date('2026-03-01T10:00:00Z')),
};
const order = {
  commandId: '6b0f3d4e-58a7-4a0e-9f3a-1f1f0f6c2a11',
  token,
  party: partyRef('NL', 'LOW'),
  locationId: 'LOW-AMS-1',
  evseUid: 'LOW-AMS-1-A',
  connectorId: '1',
  authorizationReference: 'ref-1',
};

function partnerAt(origin: string): Connection {
  return {
    partnerId: 'p',
    name: 'Lowland',
    version: '2.2.1',
    theirToken: 'their-token',
    endpoints: [
      { module: 'commands', role: 'RECEIVER', url: `${origin}/commands` },
      { module: 'tokens', role: 'RECEIVER', url: `${origin}/tokens/` },
      { module: 'cdrs', role: 'SENDER', url: `${origin}/cdrs` },
    ],
    ourParty: partyRef('NL', 'PER'),
    quirks: {},
  };
}

async function start(script: (request: SeenRequest, response: ServerResponse) => void) {
  server = await startScriptedServer(script);
  return await gateway.sendStart(partnerAt(server.origin), order);
}

test('START carries the token, the place, our reference and a URL with the command id', async () => {
  const answer = await start((_, response) =>
    sendData(response, {
      result: 'ACCEPTED',
      timeout: 45,
      message: [{ language: 'en', text: 'ok' }],
    }),
  );
  expect(answer).toEqual({
    kind: 'answered',
    response: 'ACCEPTED',
    timeoutSeconds: 45,
    text: 'ok',
  });
  const [seen] = server?.seen ?? [];
  expect(seen?.url.pathname).toBe('/commands/START_SESSION');
  expect(JSON.parse(seen?.body ?? '')).toMatchObject({
    response_url: `http://127.0.0.1:3010/ocpi/2.2.1/commands/START_SESSION/${order.commandId}`,
    token: { uid: token.tokenUid, contract_id: token.contractId, type: 'APP_USER' },
    location_id: 'LOW-AMS-1',
    evse_uid: 'LOW-AMS-1-A',
    connector_id: '1',
    authorization_reference: 'ref-1',
  });
  expect(seen?.headers).toMatchObject({
    authorization: `Token ${Buffer.from('their-token').toString('base64')}`,
    'ocpi-from-country-code': 'NL',
    'ocpi-from-party-id': 'PER',
    'ocpi-to-country-code': 'NL',
    'ocpi-to-party-id': 'LOW',
    'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    'x-correlation-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
});

test('STOP names the session', async () => {
  server = await startScriptedServer((_, response) =>
    sendData(response, { result: 'UNKNOWN_SESSION', timeout: 30 }),
  );
  const { commandId, party } = order;
  const answer = await gateway.sendStop(partnerAt(server.origin), {
    commandId,
    party,
    sessionId: 'S1',
  });
  expect(answer).toMatchObject({ kind: 'answered', response: 'UNKNOWN_SESSION' });
  expect(JSON.parse(server.seen[0]?.body ?? '')).toMatchObject({ session_id: 'S1' });
});

test('a refusal in HTTP or OCPI terms is an answer: REJECTED with the words of the partner', async () => {
  const answer = await start((_, response) => {
    response.writeHead(404);
    response.end();
  });
  expect(answer).toMatchObject({ kind: 'answered', response: 'REJECTED', text: 'HTTP 404' });
  await server?.close();
  const second = await start((_, response) =>
    response.end('{"status_code":2003,"status_message":"Unknown location"}'),
  );
  expect(second).toMatchObject({ response: 'REJECTED', text: 'Unknown location' });
});

test('a refused connection and a missing endpoint are certainly not sent', async () => {
  server = await startScriptedServer(() => undefined);
  const { origin } = server;
  await server.close();
  expect(await gateway.sendStart(partnerAt(origin), order)).toMatchObject({ kind: 'not-sent' });
  const bare = { ...partnerAt(origin), endpoints: [] };
  expect(await gateway.sendStart(bare, order)).toMatchObject({ kind: 'not-sent' });
});

test('silence, a broken connection, a server error and nonsense leave it open', async () => {
  expect(await start(() => undefined)).toMatchObject({ kind: 'unanswered', cause: 'timed out' });
  await server?.close();
  expect(await start((_, response) => response.destroy())).toMatchObject({ kind: 'unanswered' });
  await server?.close();
  const failing = await start((_, response) => {
    response.writeHead(500);
    response.end('{"status_code":3000}');
  });
  expect(failing).toMatchObject({ kind: 'unanswered', cause: 'HTTP 500' });
  await server?.close();
  const nonsense = await start((_, response) => sendData(response, { result: 'PERHAPS' }));
  expect(nonsense).toMatchObject({ kind: 'unanswered' });
});

test('a command is sent once, whatever becomes of it', async () => {
  await start((_, response) => response.destroy());
  expect(server?.seen).toHaveLength(1);
});

test('a token is put as its current state under its own party and uid', async () => {
  server = await startScriptedServer((_, response) => sendData(response, undefined));
  await gateway.pushToken(partnerAt(server.origin), token);
  const [seen] = server.seen;
  expect(seen?.method).toBe('PUT');
  expect(`${seen?.url.pathname}${seen?.url.search}`).toBe(
    '/tokens/NL/PER/ABCDEFGHIJKLMNOPQRST?type=APP_USER',
  );
  expect(JSON.parse(seen?.body ?? '')).toMatchObject({ uid: token.tokenUid, valid: true });
});

test('a push that is refused throws, so that it is tried again', async () => {
  server = await startScriptedServer((_, response) => response.end('{"status_code":2000}'));
  await expect(gateway.pushToken(partnerAt(server.origin), token)).rejects.toThrow('OCPI 2000');
});

test('what a page holds that cannot be used is named, and the rest is used', async () => {
  server = await startScriptedServer((_, response) =>
    sendData(response, [{ country_code: 'NL', party_id: 'LOW', id: 'C1' }]),
  );
  const from = instantOf(new Date('2026-03-01T10:00:00Z'));
  const pages: unknown[] = [];
  for await (const page of gateway.pull(partnerAt(server.origin), 'cdrs', from)) pages.push(page);
  expect(pages).toMatchObject([
    { module: 'cdrs', items: [], refused: [{ objectKey: 'NL/LOW/C1' }] },
  ]);
  expect(server.seen[0]?.url.searchParams.get('date_from')).toBe('2026-03-01T10:00:00.000Z');
  expect(server.seen[0]?.headers['ocpi-to-party-id']).toBeUndefined();
});
