import { sweepStations } from '@peregrine/services';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type OwnWorld, openWorld } from '../testing/own-world.ts';
import { connectScripted, type ScriptedStation } from '../testing/scripted-station.ts';

let world: OwnWorld;
let station: ScriptedStation;
let port: number;
const tick = () => new Promise((resolve) => setTimeout(resolve, 10));
/** Each test has its own time and meter, so that none meets the transactions of another. */
let begun = Date.parse('2026-03-01T10:00:00Z');
let meterStart = 0;

beforeAll(async () => {
  world = await openWorld();
  ({ port } = await world.gateway());
  station = await connectScripted({ port });
});
afterAll(async () => {
  await station.close();
  await world.close();
});
beforeEach(() => {
  begun += 3 * 3_600_000;
  meterStart += 100_000;
  world.clock.set(new Date(begun).toISOString());
});

const at = (minute: number) => new Date(begun + minute * 60_000).toISOString();
const begin = (change: object = {}) => ({
  connectorId: 1,
  idTag: world.tokenUid,
  meterStart,
  timestamp: at(0),
  ...change,
});
const start = async (change: object = {}) =>
  (await station.call('StartTransaction', begin(change))) as {
    transactionId: number;
    idTagInfo: { status: string };
  };
const stop = (transactionId: number, change: object = {}) =>
  station.call('StopTransaction', {
    transactionId,
    meterStop: meterStart + 1000,
    timestamp: at(20),
    ...change,
  });
const status = (status: string, minute: number, connectorId = 1) =>
  station.call('StatusNotification', {
    connectorId,
    status,
    errorCode: 'NoError',
    timestamp: at(minute),
  });
const row = (transactionId: number) =>
  world.ctx.db.read.stationTransaction.findUniqueOrThrow({ where: { transactionId } });
const flagged = (flag: string) => world.ctx.db.read.stationMessage.count({ where: { flag } });
const session = (transactionId: number) =>
  world.ctx.db.read.session.findFirst({ where: { sessionId: `PER-${transactionId}` } });
const cdrs = (transactionId: number) =>
  world.ctx.db.read.cdr.count({ where: { cdrId: `PER-${transactionId}-CDR` } });

describe('what stations repeat', () => {
  test('a start that is repeated, under any message id, is one transaction', async () => {
    const first = await start();
    const again = await start();
    expect(again).toEqual(first);
    expect(first).toMatchObject({ idTagInfo: { status: 'Accepted' } });
    expect(first.transactionId).toBeGreaterThanOrEqual(1);
    await stop(first.transactionId);
    expect(await start()).toEqual(first);
    await status('Available', 21);
  });

  test('a start with a dead clock is repeated into the same transaction', async () => {
    const dead = { timestamp: '1970-01-01T00:00:05Z' };
    const first = await start(dead);
    world.clock.advance(5_000);
    expect((await start(dead)).transactionId).toBe(first.transactionId);
    expect((await row(first.transactionId)).startedAt.toISOString()).toBe(at(0));
    await stop(first.transactionId);
    await status('Available', 21);
  });

  test('the first stop wins, a repeated one changes nothing, a differing one is kept', async () => {
    const { transactionId } = await start();
    expect(await stop(transactionId)).toEqual({});
    expect(await stop(transactionId)).toEqual({});
    const before = await flagged('stop-conflict');
    expect(await stop(transactionId, { meterStop: meterStart + 9000 })).toEqual({});
    expect(await flagged('stop-conflict')).toBe(before + 1);
    expect((await row(transactionId)).meterStopWh).toBe(BigInt(meterStart + 1000));
    await status('Available', 21);
    await status('Available', 22);
    expect(await cdrs(transactionId)).toBe(1);
  });
});

describe('what stations get wrong', () => {
  test.each([-1, 0])(
    'a stop with transaction id %i ends the one transaction that fits',
    async (id) => {
      const { transactionId } = await start();
      expect(await stop(id)).toEqual({});
      expect((await row(transactionId)).stoppedAt?.toISOString()).toBe(at(20));
      await status('Available', 21);
    },
  );

  test('with two that fit, such a stop ends neither and is kept for a person', async () => {
    const one = await start();
    const two = await start({ connectorId: 2, timestamp: at(1) });
    const before = await flagged('unknown-transaction');
    expect(await stop(-1)).toEqual({});
    expect(await flagged('unknown-transaction')).toBe(before + 1);
    expect((await row(one.transactionId)).stoppedAt).toBeNull();
    await stop(one.transactionId);
    await stop(two.transactionId);
    await status('Available', 21);
    await status('Available', 21, 2);
  });

  test('the stop of an unknown transaction is answered, and kept for a person', async () => {
    const before = await flagged('unknown-transaction');
    expect(await stop(999_999)).toEqual({});
    expect(await flagged('unknown-transaction')).toBe(before + 1);
  });

  test('an unknown card gets an id and a no; nobody gets a session or a CDR', async () => {
    const started = await start({ idTag: 'STRANGER' });
    expect(started.idTagInfo.status).toBe('Invalid');
    expect(started.transactionId).toBeGreaterThanOrEqual(1);
    await stop(started.transactionId);
    await status('Available', 21);
    expect(await session(started.transactionId)).toBeNull();
    expect(await cdrs(started.transactionId)).toBe(0);
    expect(await row(started.transactionId)).toMatchObject({ quarantine: 'unknown-token' });
  });

  test('meter values in Wh, in kWh, and counted from the start all move the session', async () => {
    const { transactionId } = await start();
    const meter = (minute: number, sampledValue: object[]) =>
      station.call('MeterValues', {
        connectorId: 1,
        transactionId,
        meterValue: [{ timestamp: at(minute), sampledValue }],
      });
    await meter(5, [
      { value: `${meterStart + 250}` },
      { value: '11040', measurand: 'Power.Active.Import', unit: 'W' },
    ]);
    await meter(10, [{ value: `${(meterStart + 500) / 1000}`, unit: 'kWh' }]);
    await meter(15, [{ value: '750', unit: 'Wh' }]);
    expect((await row(transactionId)).meterWh).toBe(BigInt(meterStart + 750));
    expect((await session(transactionId))?.body).toMatchObject({
      status: 'ACTIVE',
      energyKwh: '0.75',
      periods: [
        {
          startedAt: at(0),
          dimensions: [
            { type: 'ENERGY', volume: '0.25' },
            { type: 'TIME', volume: '0.0833333333' },
            { type: 'POWER', volume: '11.04' },
          ],
        },
        { startedAt: at(5) },
        { startedAt: at(10) },
      ],
    });
    await stop(transactionId);
    await status('Available', 21);
  });

  test('more energy than the connector can give makes no CDR without a person', async () => {
    const { transactionId } = await start();
    await stop(transactionId, { meterStop: meterStart + 90_000 });
    await status('Available', 21);
    expect(await cdrs(transactionId)).toBe(0);
    expect(await row(transactionId)).toMatchObject({ quarantine: 'implausible-energy' });
    expect(await session(transactionId)).toMatchObject({ status: 'COMPLETED' });
  });

  test('a transaction whose stop was lost ends with its last meter value at the next start', async () => {
    const lost = await start();
    const sampledValue = [{ value: `${meterStart + 400}` }];
    await station.call('MeterValues', {
      connectorId: 1,
      transactionId: lost.transactionId,
      meterValue: [{ timestamp: at(5), sampledValue }],
    });
    const next = await start({ meterStart: meterStart + 500, timestamp: at(30) });
    expect(next.transactionId).not.toBe(lost.transactionId);
    expect(await row(lost.transactionId)).toMatchObject({
      meterStopWh: BigInt(meterStart + 400),
      stopReason: 'StopLost',
    });
    expect(await cdrs(lost.transactionId)).toBe(1);
    await stop(next.transactionId, { timestamp: at(50) });
    await status('Available', 51);
  });

  test('a stop that comes after the cable had gone is finished at once', async () => {
    const { transactionId } = await start();
    await status('Available', 21);
    await stop(transactionId);
    expect(await cdrs(transactionId)).toBe(1);
    expect((await row(transactionId)).unpluggedAt?.toISOString()).toBe(at(21));
  });
});

describe('what happened while nobody listened', () => {
  const reconnect = async () => {
    await station.close();
    world.clock.advance(2 * 3_600_000);
    station = await connectScripted({ port });
  };

  test('a cable that left between two connections parked until its last sign', async () => {
    const { transactionId } = await start();
    await stop(transactionId);
    await status('Finishing', 25);
    await reconnect();
    await status('Available', 121);
    expect((await row(transactionId)).unpluggedAt?.toISOString()).toBe(at(25));
    expect(await cdrs(transactionId)).toBe(1);
  });

  test('but a time that the station remembers is believed', async () => {
    const { transactionId } = await start();
    await stop(transactionId);
    await status('Finishing', 20);
    await reconnect();
    await status('Available', 40);
    expect((await row(transactionId)).unpluggedAt?.toISOString()).toBe(at(40));
  });

  test('a transaction that was offline from start to end parked nothing', async () => {
    await reconnect();
    await status('Available', 121);
    const { transactionId } = await start();
    await stop(transactionId);
    expect((await row(transactionId)).unpluggedAt?.toISOString()).toBe(at(20));
    expect(await cdrs(transactionId)).toBe(1);
  });

  test('a station that is away for a day ends what ran there with the last meter value', async () => {
    const { transactionId } = await start();
    await station.close();
    const connected = { connectedNode: { not: null } };
    const { chargingStation } = world.ctx.db.read;
    while ((await chargingStation.count({ where: connected })) > 0) await tick();
    world.clock.advance(61_000);
    await sweepStations(world.ctx);
    expect((await row(transactionId)).stoppedAt).toBeNull();
    world.clock.advance(24 * 3_600_000 + 1);
    begun += 24 * 3_600_000;
    await sweepStations(world.ctx);
    expect(await row(transactionId)).toMatchObject({ stopReason: 'StopLost' });
    expect(await cdrs(transactionId)).toBe(1);
    station = await connectScripted({ port });
  });
});

describe('the EVSE on the map', () => {
  const evse = async (connector = 1) =>
    world.ctx.db.read.evse.findFirstOrThrow({
      where: { evseUid: `PEREGRINE-BERLIN-1-${connector}` },
    });

  test.each([
    ['Preparing', 'BLOCKED'],
    ['Charging', 'CHARGING'],
    ['SuspendedEV', 'CHARGING'],
    ['Finishing', 'BLOCKED'],
    ['Reserved', 'RESERVED'],
    ['Unavailable', 'OUTOFORDER'],
    ['Faulted', 'OUTOFORDER'],
    ['Available', 'AVAILABLE'],
  ])('%s is %s', async (told, shown) => {
    world.clock.advance(1000);
    await status(told, 1);
    expect((await evse()).status).toBe(shown);
  });

  test('a fault of the whole station is one of every EVSE', async () => {
    await status('Available', 0, 2);
    world.clock.advance(1000);
    await status('Faulted', 1, 0);
    expect([(await evse(1)).status, (await evse(2)).status]).toEqual(['OUTOFORDER', 'OUTOFORDER']);
    world.clock.advance(1000);
    await status('Available', 2, 0);
    expect([(await evse(1)).status, (await evse(2)).status]).toEqual(['AVAILABLE', 'AVAILABLE']);
  });
});
