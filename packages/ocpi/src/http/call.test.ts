import { afterEach, expect, test } from 'vitest';
import { type ScriptedServer, startScriptedServer } from '../testing/scripted-server.ts';
import { createCaller } from './call.ts';

let server: ScriptedServer;
afterEach(() => server.close());

const get = (url: string, options: { maxBytes?: number; timeoutMs?: number } = {}) =>
  createCaller({ allowLoopback: true, ...options }).call({ method: 'GET', url, headers: {} });

test('a redirect is an answer and not followed', async () => {
  server = await startScriptedServer((_, response) => {
    response.writeHead(302, { location: 'http://127.0.0.1:1/' });
    response.end();
  });
  expect(await get(server.origin)).toMatchObject({ status: 302 });
  expect(server.seen).toHaveLength(1);
});

test('an answer beyond the size limit is cut off', async () => {
  server = await startScriptedServer((_, response) => response.end('x'.repeat(2_000)));
  await expect(get(server.origin, { maxBytes: 1_000 })).rejects.toThrow('larger than 1000');
});

test('an answer that never ends is cut off in time', async () => {
  server = await startScriptedServer((_, response) => {
    response.writeHead(200);
    response.write('{');
  });
  await expect(get(server.origin, { timeoutMs: 200 })).rejects.toThrow('timed out');
});

test('a compressed answer that nobody asked for is refused', async () => {
  server = await startScriptedServer((_, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' });
    response.end('x');
  });
  await expect(get(server.origin)).rejects.toThrow('content-encoding');
});
