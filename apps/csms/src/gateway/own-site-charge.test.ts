import { billCharge, reconcileCdr } from '@peregrine/services';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startAt, stopAt, workerOf } from '../testing/drive-charge.ts';
import { type OwnWorld, openWorld } from '../testing/own-world.ts';
import { connectScripted, type ScriptedStation } from '../testing/scripted-station.ts';

let world: OwnWorld;
let station: ScriptedStation;

beforeAll(async () => {
  world = await openWorld();
  const { port } = await world.gateway();
  station = await connectScripted({ port });
});
afterAll(async () => {
  await station.close();
  await world.close();
});

/** The station's clock starts at the real time of the start and runs ahead of ours. */
const at = (minute: number) =>
  new Date(Date.parse('2026-03-01T10:00:00Z') + minute * 60_000).toISOString();
const status = (status: string, minute: number, connectorId = 1) =>
  station.call('StatusNotification', {
    connectorId,
    status,
    errorCode: 'NoError',
    timestamp: at(minute),
  });
const meter = (transactionId: number, minute: number, wattHours: number, connectorId = 1) =>
  station.call('MeterValues', {
    connectorId,
    transactionId,
    meterValue: [
      {
        timestamp: at(minute),
        sampledValue: [
          { value: String(wattHours), unit: 'Wh' },
          { value: '22000', measurand: 'Power.Active.Import', unit: 'W' },
        ],
      },
    ],
  });
const charge = (id: string) => world.ctx.db.read.charge.findUniqueOrThrow({ where: { id } });
const session = (transactionId: number) =>
  world.ctx.db.read.session.findFirstOrThrow({ where: { sessionId: `PER-${transactionId}` } });
const evseStatus = async () =>
  (
    await world.ctx.db.read.evse.findFirstOrThrow({
      where: { evseUid: 'PEREGRINE-BERLIN-1-1' },
    })
  ).status;
const startTransaction = async (change: object) =>
  (await station.call('StartTransaction', {
    connectorId: 1,
    idTag: world.tokenUid,
    meterStart: 120_400,
    timestamp: at(0),
    ...change,
  })) as { transactionId: number };

test('8.250 kWh and 17 minutes parked are 4.80 net in the CDR and 5.72 on the receipt', async () => {
  await status('Available', 0);
  expect(await evseStatus()).toBe('AVAILABLE');
  const { chargeId, commandId } = await startAt(world, 1);
  const transactionId = await acceptStart();
  await status('Charging', 0);
  world.clock.advance(1000);
  await meter(transactionId, 11, 124_400);
  await meter(transactionId, 22.5, 128_650);
  expect(await evseStatus()).toBe('CHARGING');
  expect(await charge(chargeId)).toMatchObject({ startState: 'accepted', energyState: 'charging' });
  expect(await session(transactionId)).toMatchObject({ chargeId, status: 'ACTIVE' });
  expect((await session(transactionId)).energyKwh.toString()).toBe('8.25');
  const started = await world.ctx.db.read.command.findUniqueOrThrow({ where: { id: commandId } });
  expect(started).toMatchObject({ state: 'accepted', result: 'ACCEPTED' });

  world.clock.advance(1000);
  await stopAt(world, chargeId);
  await acceptStop(transactionId);
  await status('Finishing', 22.5);
  const parked = (await session(transactionId)).body as { periods: object[] };
  expect(parked.periods.at(-1)).toEqual({
    startedAt: at(22.5),
    dimensions: [{ type: 'PARKING_TIME', volume: '0' }],
    tariffId: 'PER-STD',
  });
  expect(await session(transactionId)).toMatchObject({ status: 'ACTIVE' });

  world.clock.advance(1000);
  await status('Available', 39.5);
  expect(await session(transactionId)).toMatchObject({ status: 'COMPLETED' });
  const cdr = await world.ctx.db.read.cdr.findFirstOrThrow({ where: { chargeId } });
  expect(cdr.claimedExclTax.toString()).toBe('4.8');
  expect(cdr.claimedInclTax?.toString()).toBe('5.712');
  expect(cdr.body).toMatchObject(expectedCdr(transactionId));
  expect(JSON.parse(cdr.raw)).toEqual(cdr.body);

  await reconcileCdr(workerOf(world), { cdrRowId: cdr.id });
  const checked = await world.ctx.db.read.cdr.findUniqueOrThrow({
    where: { id: cdr.id },
    include: { findings: true },
  });
  expect(checked).toMatchObject({ state: 'accepted', findings: [] });
  await billCharge(workerOf(world), { chargeId });
  const invoice = await world.ctx.db.read.invoice.findUniqueOrThrow({ where: { chargeId } });
  expect([invoice.totalMinor, invoice.vatMinor]).toEqual([572n, 91n]);
});

/** The station takes the remote start, asks about its token (that is no swipe) and begins. */
async function acceptStart(): Promise<number> {
  const start = await station.nextCall();
  expect(start).toMatchObject({
    action: 'RemoteStartTransaction',
    payload: { connectorId: 1, idTag: world.tokenUid },
  });
  station.answer(start, { status: 'Accepted' });
  const asked = await station.call('Authorize', { idTag: world.tokenUid });
  expect(asked).toEqual({ idTagInfo: { status: 'Accepted' } });
  return (await startTransaction({})).transactionId;
}

async function acceptStop(transactionId: number): Promise<void> {
  const stop = await station.nextCall();
  expect(stop).toMatchObject({ action: 'RemoteStopTransaction', payload: { transactionId } });
  station.answer(stop, { status: 'Accepted' });
  await station.call('StopTransaction', {
    transactionId,
    meterStop: 128_650,
    timestamp: at(22.5),
    reason: 'Remote',
  });
}

const expectedCdr = (transactionId: number) => ({
  cdrId: `PER-${transactionId}-CDR`,
  sessionId: `PER-${transactionId}`,
  authMethod: 'COMMAND',
  startedAt: at(0),
  endedAt: at(39.5),
  periods: [
    { startedAt: at(0), dimensions: [{ type: 'ENERGY', volume: '8.25' }, { type: 'TIME' }] },
    { startedAt: at(22.5), dimensions: [{ type: 'PARKING_TIME', volume: '0.2833333333' }] },
  ],
  totalEnergyKwh: '8.25',
  totalEnergyCost: { exclTax: '3.3', inclTax: '3.927' },
  totalParkingCost: { exclTax: '1.5', inclTax: '1.785' },
});

test('a card that is swiped at the station becomes a charge of its driver', async () => {
  const { read } = world.ctx.db;
  world.clock.advance(3_600_000);
  const card = { type: 'RFID', tokenUid: '04A2B3C4D5E680', userId: world.userId };
  const { type: _, ...token } = await read.token.findUniqueOrThrow({
    where: { tokenUid: world.tokenUid },
  });
  await read.token.create({ data: { ...token, ...card } });

  // Readers differ in the case of the uid.
  const asked = await station.call('Authorize', { idTag: '04a2b3c4d5e680' });
  expect(asked).toEqual({ idTagInfo: { status: 'Accepted' } });
  const { transactionId } = await startTransaction({
    idTag: '04a2b3c4d5e680',
    connectorId: 2,
    meterStart: 500,
    timestamp: at(60),
  });
  await meter(transactionId, 70, 2500, 2);
  const { chargeId } = await session(transactionId);
  expect(await charge(chargeId ?? '')).toMatchObject({
    origin: 'swipe',
    userId: world.userId,
    tokenUid: card.tokenUid,
    energyState: 'charging',
  });
  await station.call('StopTransaction', {
    transactionId,
    meterStop: 2500,
    timestamp: at(70),
    reason: 'EVDisconnected',
  });
  const cdr = await read.cdr.findFirstOrThrow({ where: { chargeId } });
  expect(cdr.body).toMatchObject({ authMethod: 'AUTH_REQUEST', totalEnergyKwh: '2' });
  expect(cdr.claimedExclTax.toString()).toBe('0.8');
});

test('a whitelisted card that the station let in while offline becomes a charge too', async () => {
  world.clock.advance(3_600_000);
  const { transactionId } = await startTransaction({
    connectorId: 2,
    meterStart: 9000,
    timestamp: at(90),
  });
  await meter(transactionId, 95, 9500, 2);
  const { chargeId } = await session(transactionId);
  expect(await charge(chargeId ?? '')).toMatchObject({ origin: 'swipe_offline' });
  await station.call('StopTransaction', {
    transactionId: -1,
    idTag: world.tokenUid,
    meterStop: 9500,
    timestamp: at(96),
  });
  await status('Available', 96, 2);
  const cdr = await world.ctx.db.read.cdr.findFirstOrThrow({ where: { chargeId } });
  expect(cdr.body).toMatchObject({ authMethod: 'WHITELIST' });
});

test('a card that is not ours is refused at the station', async () => {
  const asked = await station.call('Authorize', { idTag: 'STRANGER' });
  expect(asked).toEqual({ idTagInfo: { status: 'Invalid' } });
});
