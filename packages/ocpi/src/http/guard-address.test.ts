import { afterAll, expect, test } from 'vitest';
import { startScriptedServer } from '../testing/scripted-server.ts';
import { createCaller } from './call.ts';
import { mayConnectTo } from './guard-address.ts';

const strict = createCaller({ allowLoopback: false });
const server = await startScriptedServer((_, response) => response.end('{}'));
const { port } = new URL(server.origin);
afterAll(() => server.close());

test.each([
  '127.0.0.1',
  '127.255.255.254',
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:10.0.0.1',
  '::ffff:7f00:1',
  '::7f00:1',
  '64:ff9b::a00:1',
  '2002:7f00:1::',
  'fc00::1',
  'fd12:3456::1',
  'fe80::1',
  'ff02::1',
  'localhost',
  '',
])('the internal address %s is never connected to', (address) => {
  expect(mayConnectTo(address, false)).toBe(false);
});

test.each(['1.1.1.1', '93.184.216.34', '2606:4700::1111', '172.32.0.1'])(
  'the public address %s may be connected to',
  (address) => {
    expect(mayConnectTo(address, false)).toBe(true);
  },
);

test.each([
  `http://127.0.0.1:${port}/`,
  `https://127.0.0.1:${port}/`,
  `http://localhost:${port}/`,
  `https://localhost:${port}/`,
  `https://[::1]:${port}/`,
  `https://[::ffff:127.0.0.1]:${port}/`,
  `https://2130706433:${port}/`,
  `https://0x7f.1:${port}/`,
  `https://017700000001:${port}/`,
  'http://1.1.1.1/',
  'file:///etc/passwd',
  'https://user:secret@1.1.1.1/',
])('%s is refused before anything is sent', async (url) => {
  const failure = await strict
    .call({ method: 'GET', url, headers: {} })
    .catch((error: unknown) => error);
  expect(failure).toMatchObject({ name: 'CallFailure', sent: false });
  expect(server.seen).toHaveLength(0);
});

test('loopback is open only where it was allowed, and other private ranges not even then', () => {
  expect(mayConnectTo('127.0.0.1', true)).toBe(true);
  expect(mayConnectTo('::1', true)).toBe(true);
  expect(mayConnectTo('10.0.0.1', true)).toBe(false);
});
