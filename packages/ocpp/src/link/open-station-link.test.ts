import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { ReceivedStationEvent, StationAnswer } from '@peregrine/domain';
import { afterEach, expect, test } from 'vitest';
import { type ClientOptions, WebSocket, WebSocketServer } from 'ws';
import { v16 } from '../v16/index.ts';
import type { LinkProblem } from './inbound.ts';
import { openStationLink, type StationLink, type StationLinkOptions } from './open-station-link.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

type Answerer = (received: ReceivedStationEvent) => Promise<StationAnswer>;

async function connect(
  onEvent: Answerer,
  options: Partial<StationLinkOptions> = {},
  client: ClientOptions = {},
) {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  const problems: LinkProblem[] = [];
  let ids = 0;
  const linked = new Promise<StationLink>((resolve) => {
    server.on('connection', (socket) => {
      resolve(
        openStationLink({
          socket,
          protocol: v16,
          onEvent,
          onProblem: (problem) => problems.push(problem),
          newMessageId: () => `m${++ids}`,
          ...options,
        }),
      );
    });
  });
  await once(server, 'listening');
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const station = new WebSocket(url, client);
  closers.push(() => {
    station.terminate();
    server.close();
  });
  const frames: unknown[] = [];
  const waiters: (() => void)[] = [];
  station.on('message', (data) => {
    frames.push(JSON.parse(data.toString()));
    for (const wake of waiters.splice(0)) wake();
  });
  await once(station, 'open');
  const next = async () => {
    while (frames.length === 0) await new Promise<void>((resolve) => waiters.push(resolve));
    return frames.shift() as unknown[];
  };
  return { station, link: await linked, next, problems };
}

const heartbeat: Answerer = async () => ({ kind: 'noted' });

test('the same call under the same id is processed once and answered twice', async () => {
  let processed = 0;
  const { station, next } = await connect(async () => {
    processed += 1;
    return { kind: 'started', transactionId: processed, verdict: 'accepted' };
  });
  const start = (meterStart: number) =>
    station.send(
      JSON.stringify([2, 'a', 'StartTransaction', { connectorId: 1, idTag: 'A', meterStart }]),
    );
  start(1);
  start(1);
  const answer = [3, 'a', { transactionId: 1, idTagInfo: { status: 'Accepted' } }];
  expect([await next(), await next()]).toEqual([answer, answer]);
  start(2);
  expect(await next()).toMatchObject([3, 'a', { transactionId: 2 }]);
});

test('calls are processed in order, and an answer that is awaited does not block them', async () => {
  const order: string[] = [];
  const { station, next, link } = await connect(async ({ event }) => {
    if (event.kind === 'authorize-asked') await new Promise((resolve) => setImmediate(resolve));
    order.push(event.kind);
    return event.kind === 'heartbeat'
      ? { kind: 'noted' }
      : { kind: 'authorized', verdict: 'accepted' };
  });
  const pending = link.send({ kind: 'reset', hard: false });
  expect(await next()).toEqual([2, 'm1', 'Reset', { type: 'Soft' }]);
  station.send('[2,"1","Authorize",{"idTag":"A"}]');
  station.send('[2,"2","Heartbeat",{}]');
  expect((await next())[1]).toBe('1');
  expect((await next())[1]).toBe('2');
  expect(order).toEqual(['authorize-asked', 'heartbeat']);
  station.send('[3,"m1",{"status":"Accepted"}]');
  expect(await pending).toEqual({ outcome: 'accepted' });
});

test('one call is in flight; late and unknown results are dropped', async () => {
  const { station, next, link } = await connect(heartbeat, { callTimeoutMs: 150 });
  const first = link.send({ kind: 'stop', transactionId: 1 });
  const second = link.send({ kind: 'stop', transactionId: 2 });
  expect((await next())[1]).toBe('m1');
  station.send('[3,"other",{"status":"Accepted"}]');
  expect(await first).toEqual({ outcome: 'unanswered', text: 'no answer in time' });
  expect(await next()).toMatchObject([2, 'm2', 'RemoteStopTransaction', { transactionId: 2 }]);
  station.send('[3,"m1",{"status":"Accepted"}]');
  station.send('[4,"m2","InternalError","broken",{}]');
  expect(await second).toEqual({ outcome: 'failed', text: 'InternalError: broken' });
});

test('a lost connection leaves a command unanswered', async () => {
  const { station, next, link } = await connect(heartbeat);
  const answer = link.send({ kind: 'unlock', connector: 1 });
  await next();
  station.terminate();
  expect(await answer).toEqual({ outcome: 'unanswered', text: 'the connection was lost' });
  expect((await link.send({ kind: 'unlock', connector: 1 })).outcome).toBe('unanswered');
});

test('a failure of ours is an InternalError without details, and the repetition is tried anew', async () => {
  let failing = true;
  const { station, next, problems } = await connect(async () => {
    if (failing) throw new Error('secret of the database');
    return { kind: 'noted' };
  });
  station.send('[2,"1","MeterValues",{"connectorId":1,"meterValue":[]}]');
  expect(await next()).toEqual([4, '1', 'InternalError', 'try again later', {}]);
  expect(problems).toMatchObject([{ kind: 'failed-event', reason: 'MeterValues' }]);
  failing = false;
  station.send('[2,"1","MeterValues",{"connectorId":1,"meterValue":[]}]');
  expect(await next()).toEqual([3, '1', {}]);
});

test('garbage is dropped or answered, and too much of it closes the socket', async () => {
  const { station, next } = await connect(heartbeat);
  station.send('garbage');
  station.send(Buffer.from([1, 2, 3]));
  station.send('[2,5,"Heartbeat",{}]');
  expect(await next()).toEqual([4, '5', 'ProtocolError', 'the message id is no text', {}]);
  for (let index = 0; index < 20; index += 1) station.send('garbage');
  const [code] = await once(station, 'close');
  expect(code).toBe(1002);
});

test('a socket without any sign of life for several pings is ended', async () => {
  const { station } = await connect(heartbeat, { pingEveryMs: 20 }, { autoPong: false });
  const [code] = await once(station, 'close');
  expect(code).toBe(1006);
});

test('any frame is a sign of life, also without pongs', async () => {
  const { station } = await connect(heartbeat, { pingEveryMs: 20 }, { autoPong: false });
  for (let pings = 0; pings < 8; pings += 1) {
    await once(station, 'ping');
    station.send('[2,"1","Heartbeat",{}]');
  }
  expect(station.readyState).toBe(WebSocket.OPEN);
});
