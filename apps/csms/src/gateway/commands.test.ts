import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import {
  connectStation,
  disconnectStation,
  finishTransaction,
  internalGateway,
  sweepStations,
  vouchForStations,
} from '@peregrine/services';
import { buildToken, SELLER_SETTINGS } from '@peregrine/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NO_CONNECTION, startAt } from '../testing/drive-charge.ts';
import { type OwnWorld, openWorld } from '../testing/own-world.ts';
import { connectScripted, type ScriptedStation } from '../testing/scripted-station.ts';

let world: OwnWorld;
const children: ChildProcess[] = [];

// A gateway that is killed is a process of its own, with the real clock; so has this world.
beforeAll(async () => {
  world = await openWorld({ now: () => new Date() });
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await world.close();
});

async function runGateway(): Promise<{ child: ChildProcess; port: number }> {
  const main = join(import.meta.dirname, '../main.ts');
  const env = { ...SELLER_SETTINGS, DATABASE_URL: world.test.appUrl, CSMS_PORT: '0' };
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  for await (const line of createInterface({ input: child.stdout })) {
    const said = JSON.parse(line) as { event: string; port: number };
    if (said.event === 'listening') return { child, port: said.port };
  }
  throw new Error('the gateway ended before it listened');
}

async function kill(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM') {
  const ended = once(child, 'exit');
  child.kill(signal);
  return ended;
}

const read = () => world.ctx.db.read;
const commandOf = (commandId: string) =>
  read().stationCommand.findUniqueOrThrow({ where: { commandId } });
const status = (station: ScriptedStation, status: string, connectorId = 1) =>
  station.call('StatusNotification', { connectorId, status, errorCode: 'NoError' });

async function until(check: () => Promise<boolean>): Promise<void> {
  while (!(await check())) await new Promise((resolve) => setTimeout(resolve, 20));
}

const order = (commandId: string) => ({
  commandId,
  token: buildToken({ tokenUid: world.tokenUid }),
  party: world.ctx.seller.cpoParty,
  locationId: 'PER-BER-1',
  evseUid: 'PEREGRINE-BERLIN-1-2',
  connectorId: '1',
  authorizationReference: `REF-${commandId}`,
});

test('a station that is not connected refuses the start, in words', async () => {
  const commandId = crypto.randomUUID();
  const gateway = internalGateway(world.ctx);
  expect(await gateway.sendStart(NO_CONNECTION, order(commandId))).toEqual({
    kind: 'answered',
    response: 'REJECTED',
    timeoutSeconds: 0,
    text: 'The station is not connected.',
  });
  expect(await read().stationCommand.count()).toBe(0);
  const stranger = { ...order(commandId), evseUid: 'NOBODY-1' };
  expect(await gateway.sendStart(NO_CONNECTION, stranger)).toMatchObject({ response: 'REJECTED' });
  const stop = { commandId, party: world.ctx.seller.cpoParty, sessionId: 'PER-77' };
  expect(await gateway.sendStop(NO_CONNECTION, stop)).toMatchObject({
    response: 'UNKNOWN_SESSION',
  });
});

async function giveReset() {
  const { id } = await read().chargingStation.findFirstOrThrow({
    where: { identity: 'PEREGRINE-BERLIN-1' },
  });
  const createdAt = new Date();
  const expiresAt = new Date(createdAt.getTime() + 60_000);
  await read().stationCommand.create({
    data: {
      stationId: id,
      kind: 'reset',
      connector: 0,
      detail: 'soft',
      state: 'pending',
      createdAt,
      expiresAt,
    },
  });
  await world.ctx.db.publish([{ topic: 'station-command', id, version: 1 }]);
}

describe('a gateway that is killed', () => {
  test('a command that was sent before a kill -9 is never sent again', async () => {
    const first = await runGateway();
    const station = await connectScripted({ port: first.port });
    await status(station, 'Available');
    const { chargeId, commandId } = await startAt(world, 1);
    expect(await station.nextCall()).toMatchObject({ action: 'RemoteStartTransaction' });
    expect(await commandOf(commandId)).toMatchObject({ state: 'sent' });
    const lost = once(station.socket, 'close');
    await kill(first.child, 'SIGKILL');
    await lost;

    const second = await runGateway();
    const again = await connectScripted({ port: second.port });
    await again.call('Heartbeat', {});
    expect(await commandOf(commandId)).toMatchObject({ state: 'unknown' });
    // Something to send, to see that it is the only thing that is sent.
    await giveReset();
    const next = await again.nextCall();
    expect(next).toMatchObject({ action: 'Reset', payload: { type: 'Soft' } });
    again.answer(next, { status: 'Accepted' });
    expect(again.calls).toEqual([]);

    // The first start arrived after all: it becomes its charge by the command's reference.
    const { transactionId } = (await again.call('StartTransaction', {
      connectorId: 1,
      idTag: world.tokenUid,
      meterStart: 0,
      timestamp: new Date().toISOString(),
    })) as { transactionId: number };
    const session = await read().session.findFirstOrThrow({
      where: { sessionId: `PER-${transactionId}` },
    });
    expect(session.chargeId).toBe(chargeId);
    expect(await kill(second.child, 'SIGTERM')).toEqual([0, null]);
    await again.close();
  }, 60_000);
});

describe('a command', () => {
  let station: ScriptedStation;

  beforeAll(async () => {
    const { port } = await world.gateway();
    station = await connectScripted({ port });
  });
  afterAll(() => station.close());

  test("the station's no is its result", async () => {
    await status(station, 'Available', 2);
    const { chargeId, commandId } = await startAt(world, 2);
    station.answer(await station.nextCall(), { status: 'Rejected' });
    const charge = () => read().charge.findUniqueOrThrow({ where: { id: chargeId } });
    await until(async () => (await charge()).startState === 'refused');
    expect(await commandOf(commandId)).toMatchObject({ state: 'rejected', answer: 'Rejected' });
  });

  test('is given once, however often it is asked for', async () => {
    const commandId = crypto.randomUUID();
    const gateway = internalGateway(world.ctx);
    // A newer connection holds it, so that ours does not take the command in between.
    await read().chargingStation.updateMany({
      data: { connectedNode: 'another gateway', connectionEpoch: { increment: 1 } },
    });
    await gateway.sendStart(NO_CONNECTION, order(commandId));
    await gateway.sendStart(NO_CONNECTION, order(commandId));
    expect(await read().stationCommand.count({ where: { commandId } })).toBe(1);
    await read().stationCommand.update({
      where: { commandId },
      data: { commandId: null, state: 'pending', expiresAt: new Date(Date.now() - 1) },
    });
    await sweepStations(world.ctx);
    const expired = { tokenUid: world.tokenUid, state: 'expired' };
    expect(await read().stationCommand.count({ where: expired })).toBe(1);
    await read().chargingStation.updateMany({ data: { connectionEpoch: { decrement: 1 } } });
  });
});

describe('a station that is away', () => {
  const evse = async (n: number) =>
    (await read().evse.findFirstOrThrow({ where: { evseUid: `PEREGRINE-BERLIN-1-${n}` } })).status;

  test('is UNKNOWN after a minute, CHARGING where a transaction is open, and back on return', async () => {
    const connected = { connectedNode: { not: null } };
    await until(async () => (await read().chargingStation.count({ where: connected })) === 0);
    await read().chargingStation.updateMany({
      data: { lastSeenAt: new Date(Date.now() - 61_000) },
    });
    await sweepStations(world.ctx);
    expect([await evse(1), await evse(2)]).toEqual(['CHARGING', 'UNKNOWN']);
    const { port } = await world.gateway();
    const station = await connectScripted({ port });
    await station.call('Heartbeat', {});
    expect([await evse(1), await evse(2)]).toEqual(['AVAILABLE', 'AVAILABLE']);
    await station.close();
  });

  test('is back by itself when only nobody could vouch for its open socket', async () => {
    const node = 'a gateway that stood still';
    const { id: stationId } = await read().chargingStation.findFirstOrThrow();
    const opened = { stationId, node, protocol: 'ocpp1.6' };
    const { epoch } = await connectStation(world.ctx, opened);
    await read().chargingStation.updateMany({
      data: { lastSeenAt: new Date(Date.now() - 61_000) },
    });
    await sweepStations(world.ctx);
    expect(await evse(2)).toBe('UNKNOWN');
    await vouchForStations(world.ctx, { node, held: [{ stationId, epoch: epoch - 1 }] });
    expect(await evse(2)).toBe('UNKNOWN');
    await vouchForStations(world.ctx, { node, held: [{ stationId, epoch }] });
    expect(await evse(2)).toBe('AVAILABLE');
    const seen = await read().chargingStation.findFirstOrThrow();
    expect(seen).toMatchObject({ connectedNode: node, awayMarkedAt: null });
    await disconnectStation(world.ctx, { stationId, epoch });
  });
});

test('a cable that nobody saw leave is waited for while the station says so', async () => {
  const open = await read().stationTransaction.findFirstOrThrow({ where: { stoppedAt: null } });
  const { transactionId } = open;
  const gateway = await world.gateway();
  const station = await connectScripted({ port: gateway.port });
  const stoppedAt = new Date().toISOString();
  await station.call('StopTransaction', { transactionId, meterStop: 5, timestamp: stoppedAt });
  await status(station, 'Finishing');
  expect(await finishTransaction(world.ctx, { transactionId })).toBe(false);
  await read().stationTransaction.update({
    where: { transactionId },
    data: { stopReceivedAt: new Date(Date.now() - 16 * 60_000) },
  });
  expect(await finishTransaction(world.ctx, { transactionId })).toBe(false);
  await gateway.drain();
  // Silent now: given up, by two processes at once.
  const finish = () => finishTransaction(world.ctx, { transactionId });
  expect(await Promise.all([finish(), finish()])).toEqual([true, true]);
  expect(await finish()).toBe(true);
  const cdrs = await read().cdr.findMany({ where: { cdrId: `PER-${transactionId}-CDR` } });
  expect(cdrs.map(({ endedAt }) => endedAt.toISOString())).toEqual([stoppedAt]);
  expect(await read().cdrConflict.count()).toBe(0);
});
