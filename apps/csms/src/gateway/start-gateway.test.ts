import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OwnWorld, openWorld } from '../testing/own-world.ts';
import { connectScripted, ScriptedStation, upgradeStatus } from '../testing/scripted-station.ts';
import type { Gateway } from './start-gateway.ts';

let world: OwnWorld;
let gateway: Gateway;
let port: number;

beforeAll(async () => {
  world = await openWorld();
  gateway = await world.gateway();
  port = gateway.port;
});
afterAll(() => world.close());

const stationRow = () =>
  world.ctx.db.read.chargingStation.findUniqueOrThrow({ where: { id: world.stationId } });

async function waitFor(check: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await check())) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('at the upgrade', () => {
  test.each([
    ['an unknown station', { identity: 'NOBODY' }, 404],
    ['another path', { path: '/somewhere' }, 404],
    ['a bad percent sequence', { path: '/ocpp/OK%zz' }, 400],
    ['a NUL in the identity', { path: '/ocpp/A%00B' }, 400],
    ['a wrong password', { password: 'wrong' }, 401],
    ['no credentials', { authorization: '' }, 401],
    [
      'credentials of another name',
      { authorization: `Basic ${btoa('OTHER:sandbox-station-password')}` },
      401,
    ],
    ['credentials that are none', { authorization: 'Basic !!!' }, 401],
    ['no subprotocol', { protocols: [] as string[] }, 400],
  ])('%s is refused', async (_name, options, status) => {
    expect(await upgradeStatus({ port, ...options })).toBe(status);
  });

  test('the right credentials come in, percent-encoded identity included', async () => {
    const station = await connectScripted({ port, path: '/ocpp/PEREGRINE%2DBERLIN%2D1' });
    expect(station.socket.protocol).toBe('ocpp1.6');
    await station.close();
  });

  test('an unsupported subprotocol gets a handshake without one, and is closed at once', async () => {
    // ws itself refuses a server that chooses none of the offered, which is what we check.
    const station = new ScriptedStation({ port, protocols: ['ocpp9.9'] });
    const [error] = await once(station.socket, 'error');
    expect((error as Error).message).toBe('Server sent no subprotocol');
  });

  test('a storm of handshakes from one address is told to come back later', async () => {
    const strict = await world.gateway({ handshakes: { burst: 2, perSecond: 0 } });
    const asked = { port: strict.port, identity: 'NOBODY' };
    const seen = [
      await upgradeStatus(asked),
      await upgradeStatus(asked),
      await upgradeStatus(asked),
    ];
    expect(seen).toEqual([404, 404, 503]);
  });
});

test('health is told on the same port, and nothing else', async () => {
  const answer = await fetch(`http://127.0.0.1:${port}/healthz`);
  expect([answer.status, await answer.json()]).toEqual([200, { status: 'ok' }]);
  expect((await fetch(`http://127.0.0.1:${port}/ocpp/PEREGRINE-BERLIN-1`)).status).toBe(426);
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(404);
});

describe('on a connection', () => {
  test('boot and heartbeat are answered, the station is known by what it says', async () => {
    const station = await connectScripted({ port });
    const boot = { chargePointVendor: 'Acme', chargePointModel: 'One', firmwareVersion: '1.2' };
    const answer = (await station.call('BootNotification', boot)) as { interval: number };
    expect(answer).toMatchObject({ status: 'Accepted', currentTime: '2026-03-01T10:00:00.000Z' });
    expect(answer.interval).toBeGreaterThanOrEqual(240);
    expect(answer.interval).toBeLessThanOrEqual(360);
    expect(await stationRow()).toMatchObject({ vendor: 'Acme', model: 'One', protocol: 'ocpp1.6' });
    expect(await station.call('Heartbeat', {})).toEqual({
      currentTime: '2026-03-01T10:00:00.000Z',
    });
    await station.close();
  });

  test('garbage is survived, and bad calls get the error code of 1.6 without details', async () => {
    const station = await connectScripted({ port });
    station.socket.send('garbage');
    station.socket.send('[]');
    station.socket.send(Buffer.from([0, 1, 2]));
    expect(await station.raw('[2,"a","Sing",{}]', 'a')).toEqual([
      'NotImplemented',
      'no action Sing',
    ]);
    expect(await station.raw('[2,"b","Heartbeat"]', 'b')).toEqual([
      'FormationViolation',
      'the payload is no object',
    ]);
    expect((await station.call('BootNotification', {})) as string[]).toContain(
      'OccurenceConstraintViolation',
    );
    expect(await station.call('Heartbeat', {})).toHaveProperty('currentTime');
    await station.close();
  });

  test('a frame beyond 256 kB ends the connection', async () => {
    const station = await connectScripted({ port });
    station.socket.send(
      JSON.stringify([2, 'x', 'DataTransfer', { vendorId: 'x'.repeat(300_000) }]),
    );
    const [code] = await once(station.socket, 'close');
    expect(code).toBe(1009);
  });

  test('the newest socket wins, and the late end of the old one does not evict it', async () => {
    const first = await connectScripted({ port });
    await first.call('Heartbeat', {});
    const ended = once(first.socket, 'close');
    const second = await connectScripted({ port });
    await second.call('Heartbeat', {});
    const [code] = await ended;
    expect(code).toBe(1000);
    expect(gateway.connected()).toBe(1);
    expect((await stationRow()).connectedNode).toBe('node-1');
    expect(await second.call('Heartbeat', {})).toHaveProperty('currentTime');
    await second.close();
    await waitFor(async () => (await stationRow()).connectedNode === null);
    expect(gateway.connected()).toBe(0);
  });
});

test('a restart says 1012 to every station and takes no new ones', async () => {
  const leaving = await world.gateway();
  const station = await connectScripted({ port: leaving.port });
  await station.call('Heartbeat', {});
  const [[code]] = await Promise.all([once(station.socket, 'close'), leaving.drain()]);
  expect(code).toBe(1012);
  expect((await stationRow()).connectedNode).toBeNull();
  await expect(connectScripted({ port: leaving.port })).rejects.toThrow(/ECONNREFUSED/);
});
