import {
  type ChargingWorld,
  chargingWorld,
  type TestDatabase,
  testDatabase,
} from '@peregrine/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { releaseHold } from '../payments/index.ts';
import { acceptCommandResult } from './accept-command-result.ts';
import { expireStart } from './expire-start.ts';
import { placeHold } from './place-hold.ts';
import { sendCommand } from './send-command.ts';
import { settleCommand } from './settle-command.ts';
import { sweepCharges } from './sweep-charges.ts';
import { viewCharge } from './view-charge.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

async function held(world: ChargingWorld) {
  const chargeId = await world.start();
  await placeHold(world.system, { chargeId });
  const command = await world.command(chargeId);
  if (!command) throw new Error('no command');
  return { chargeId, commandId: command.id };
}
const word = async (world: ChargingWorld, chargeId: string) =>
  (await viewCharge(world.driver, { chargeId })).word;
/** Who decided what about a charge, in order. */
async function audited(chargeId: string) {
  const rows = await db.database.read.auditEntry.findMany({
    where: { subjectId: chargeId },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ actorKind, action }) => [actorKind, action]);
}
const state = async (commandId: string) =>
  (await db.database.read.command.findUniqueOrThrow({ where: { id: commandId } })).state;

describe('from the hold to the station', () => {
  test('a start walks: held, sent, received, accepted', async () => {
    const world = await chargingWorld(db);
    const { chargeId, commandId } = await held(world);
    expect(world.bank.holds()).toEqual([3000n]);
    await sendCommand(world.system, { commandId });
    expect(world.operator.starts).toHaveLength(1);
    expect(world.operator.starts[0]).toMatchObject({
      commandId,
      locationId: 'LOW-AMS-1',
      evseUid: 'LOW-AMS-1-A',
      connectorId: '1',
      token: { tokenUid: world.tokenUid },
    });
    expect(await word(world, chargeId)).toBe('asking');
    const result = { commandId, partnerId: world.partnerId, result: 'ACCEPTED' } as const;
    await acceptCommandResult(world.system, result);
    const view = await viewCharge(world.driver, { chargeId });
    expect(view.word).toBe('plug-in');
    expect(view.timeline.map(({ event }) => event)).toEqual([
      'start-asked',
      'hold-placed',
      'start-sent',
      'start-received',
      'start-accepted',
    ]);
  });

  test('the result counts once, in any order, and only from the partner it was sent to', async () => {
    const world = await chargingWorld(db);
    const stranger = await chargingWorld(db);
    const { chargeId, commandId } = await held(world);
    const result = (partnerId: string, value: 'ACCEPTED' | 'REJECTED') =>
      acceptCommandResult(world.system, { commandId, partnerId, result: value });
    world.operator.script.start = () => {
      throw new Error('killed in the call');
    };
    await expect(sendCommand(world.system, { commandId })).rejects.toThrow();
    await expect(result(stranger.partnerId, 'ACCEPTED')).rejects.toMatchObject({
      code: 'not-found',
    });
    await result(world.partnerId, 'ACCEPTED');
    await result(world.partnerId, 'REJECTED');
    await sendCommand(world.system, { commandId });
    expect(await word(world, chargeId)).toBe('plug-in');
    expect(await state(commandId)).toBe('accepted');
    expect(world.operator.starts).toHaveLength(1);
  });
});

describe('a start that fails gives the hold back and says why', () => {
  test('when the operator refuses', async () => {
    const world = await chargingWorld(db);
    world.operator.script.start = () => ({
      kind: 'answered',
      response: 'REJECTED',
      timeoutSeconds: 0,
      text: 'Out of service today',
    });
    const { chargeId, commandId } = await held(world);
    await sendCommand(world.system, { commandId });
    const view = await viewCharge(world.driver, { chargeId });
    expect(view.word).toBe('refused');
    expect(view.refusal).toEqual({ code: 'operator-refused', text: 'Out of service today' });
    expect(await world.jobs(chargeId)).toContain('release-hold');
    await releaseHold(world.system, { chargeId });
    await releaseHold(world.system, { chargeId });
    expect(world.bank.holds()).toEqual([]);
    expect(world.bank.captures()).toEqual([]);
    expect(world.bank.calls.filter((call) => call === 'cancel')).toHaveLength(1);
  });

  test('when the operator cannot be reached', async () => {
    const world = await chargingWorld(db);
    world.operator.script.start = () => ({ kind: 'not-sent', cause: 'ECONNREFUSED' });
    const { chargeId, commandId } = await held(world);
    await sendCommand(world.system, { commandId });
    expect((await viewCharge(world.driver, { chargeId })).refusal).toEqual({
      code: 'operator-unreachable',
    });
  });

  test('when the station says that the EVSE was taken meanwhile', async () => {
    const world = await chargingWorld(db);
    const { chargeId, commandId } = await held(world);
    await sendCommand(world.system, { commandId });
    const { partnerId } = world;
    await acceptCommandResult(world.system, { commandId, partnerId, result: 'EVSE_OCCUPIED' });
    expect((await viewCharge(world.driver, { chargeId })).refusal).toEqual({
      code: 'evse-occupied',
    });
    expect(await world.jobs(chargeId)).toContain('release-hold');
  });

  test('when nobody answers: said after the deadline, released after 15 minutes', async () => {
    const world = await chargingWorld(db);
    const { chargeId, commandId } = await held(world);
    await sendCommand(world.system, { commandId });
    await settleCommand(world.system, { commandId });
    expect(await word(world, chargeId)).toBe('asking');
    world.clock.advance(31_000);
    await settleCommand(world.system, { commandId });
    expect(await word(world, chargeId)).toBe('no-answer');
    await expireStart(world.system, { chargeId });
    expect(await word(world, chargeId)).toBe('no-answer');
    world.clock.advance(15 * 60_000);
    await expireStart(world.system, { chargeId });
    await releaseHold(world.system, { chargeId });
    expect(await word(world, chargeId)).toBe('nothing-charged');
    expect(world.bank.holds()).toEqual([]);
    expect(await audited(chargeId)).toEqual([
      ['driver', 'charge.start'],
      ['system', 'charge.order-start'],
      ['system', 'command.time-out'],
      ['system', 'charge.expire-start'],
      ['system', 'payment.release'],
    ]);
  });

  test('when it was accepted and nobody plugged in: released after 15 minutes, and said', async () => {
    const world = await chargingWorld(db);
    const { chargeId, commandId } = await held(world);
    await sendCommand(world.system, { commandId });
    const { partnerId } = world;
    await acceptCommandResult(world.system, { commandId, partnerId, result: 'ACCEPTED' });
    world.clock.advance(15 * 60_000);
    await expireStart(world.system, { chargeId });
    await releaseHold(world.system, { chargeId });
    const view = await viewCharge(world.driver, { chargeId });
    expect(view).toMatchObject({ word: 'nothing-charged', refusal: { code: 'no-session' } });
    expect(world.bank.holds()).toEqual([]);
  });

  test('and offers the nearest free EVSE of the same plug', async () => {
    const world = await chargingWorld(db);
    await db.sql(
      `INSERT INTO evse (location_row_id, evse_uid, status, status_claimed_at, status_received_at,
         plugs, max_power_w)
       SELECT location_row_id, 'LOW-AMS-1-B', 'AVAILABLE', now(), now(), '{type2}', 11000
       FROM evse WHERE id = $1`,
      [world.evseRowId],
    );
    world.bank.script.hold = 'declined';
    const chargeId = await world.start();
    await placeHold(world.system, { chargeId });
    const { alternatives } = await viewCharge(world.driver, { chargeId });
    expect(alternatives[0]).toMatchObject({ name: 'Lowland Centraal', distanceM: 0 });
  });
});

describe('a start that was killed', () => {
  test('after the hold was placed and before we recorded it: one hold, one command', async () => {
    const world = await chargingWorld(db);
    const chargeId = await world.start();
    world.bank.script.lost.push('hold');
    await expect(placeHold(world.system, { chargeId })).rejects.toThrow('lost');
    await placeHold(world.system, { chargeId });
    await placeHold(world.system, { chargeId });
    expect(world.bank.holds()).toEqual([3000n]);
    expect(await db.database.read.command.count({ where: { chargeId } })).toBe(1);
  });

  test('while sending: unknown, never sent again, settled by the deadline', async () => {
    const world = await chargingWorld(db);
    const { chargeId, commandId } = await held(world);
    world.operator.script.start = () => {
      throw new Error('killed in the call');
    };
    await expect(sendCommand(world.system, { commandId })).rejects.toThrow('killed');
    for (let run = 0; run < 3; run += 1) await sendCommand(world.system, { commandId });
    expect(world.operator.starts).toHaveLength(1);
    expect(await word(world, chargeId)).toBe('uncertain');
    world.clock.advance(2 * 60_000 + 1);
    await settleCommand(world.system, { commandId });
    expect(await word(world, chargeId)).toBe('no-answer');
  });

  test('and comes back too late sends nothing and releases the hold', async () => {
    const world = await chargingWorld(db);
    const { chargeId, commandId } = await held(world);
    world.clock.advance(6 * 60_000);
    await sendCommand(world.system, { commandId });
    expect(world.operator.starts).toEqual([]);
    expect((await viewCharge(world.driver, { chargeId })).refusal).toEqual({
      code: 'start-delayed',
    });
    await releaseHold(world.system, { chargeId });
    expect(world.bank.holds()).toEqual([]);
  });

  test('is found by the sweep when its jobs are gone', async () => {
    const world = await chargingWorld(db);
    const { chargeId, commandId } = await held(world);
    await sendCommand(world.system, { commandId });
    await db.sql('DELETE FROM graphile_worker._private_jobs');
    world.clock.advance(16 * 60_000);
    await sweepCharges(world.system);
    expect(await world.jobs(chargeId)).toContain('expire-start');
  });
});
