import { partyRef, type Session } from '@peregrine/domain';
import {
  at,
  buildCdr,
  buildSession,
  type ChargingWorld,
  chargingWorld,
  dec,
  type TestDatabase,
  testContext,
  testDatabase,
} from '@peregrine/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acceptCdrs } from '../cdrs/accept-cdrs.ts';
import { acceptCommandResult } from '../charging/accept-command-result.ts';
import { expireStart } from '../charging/expire-start.ts';
import { listCharges } from '../charging/list-charges.ts';
import { noteEvseCharging } from '../charging/note-evse-charging.ts';
import { openSwipeCharge } from '../charging/open-swipe-charge.ts';
import { placeHold } from '../charging/place-hold.ts';
import { sendCommand } from '../charging/send-command.ts';
import { settleCommand } from '../charging/settle-command.ts';
import { stopCharge } from '../charging/stop-charge.ts';
import { sweepCharges } from '../charging/sweep-charges.ts';
import { viewCharge } from '../charging/view-charge.ts';
import { acceptSessions } from './accept-sessions.ts';
import { patchSession } from './patch-session.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const tokenOf = ({ tokenUid }: ChargingWorld) => ({
  tokenUid,
  type: 'APP_USER' as const,
  contractId: 'NL-PER-C00000001-X',
});
const sessionOf = (world: ChargingWorld, change: Partial<Session> = {}) =>
  buildSession({ token: tokenOf(world), ...change });
const tell = (world: ChargingWorld, ...sessions: Session[]) =>
  acceptSessions(world.system, {
    partnerId: world.partnerId,
    items: sessions.map((value) => ({ value, findings: [] })),
  });

async function sent(world: ChargingWorld) {
  const chargeId = await world.start();
  await placeHold(world.system, { chargeId });
  const commandId = (await world.command(chargeId))?.id ?? '';
  await sendCommand(world.system, { commandId });
  const reference = world.operator.starts.at(-1)?.authorizationReference ?? '';
  return { chargeId, commandId, reference };
}
async function charging(world: ChargingWorld, change: Partial<Session> = {}) {
  const start = await sent(world);
  const session = sessionOf(world, { authorizationReference: start.reference, ...change });
  await tell(world, session);
  return { ...start, session };
}
const view = (world: ChargingWorld, chargeId: string) => viewCharge(world.driver, { chargeId });

describe('a session of our start', () => {
  test('turns the charge green, with live numbers and the cost so far', async () => {
    const world = await chargingWorld(db);
    const { chargeId } = await charging(world, {
      energyKwh: dec('8'),
      periods: [
        {
          startedAt: at('2026-03-01T10:00:00Z'),
          dimensions: [{ type: 'ENERGY', volume: dec('4') }],
        },
        {
          startedAt: at('2026-03-01T10:20:00Z'),
          dimensions: [{ type: 'ENERGY', volume: dec('4') }],
        },
      ],
      lastUpdated: at('2026-03-01T10:40:00Z'),
    });
    const seen = await view(world, chargeId);
    expect(seen.word).toBe('charging');
    expect(seen.live).toMatchObject({ energyKwh: '8', powerKw: '12', durationSeconds: 2400 });
    // 8 kWh x 0.5929 = 4.7432 and the start 0.4235, each line to the cent.
    expect(seen.costSoFar).toEqual({ amount: '5.16', currency: 'EUR' });
    expect(seen.canStop).toBe(true);
  });

  test('that comes before any result settles the start', async () => {
    const world = await chargingWorld(db);
    const { chargeId, commandId } = await charging(world);
    expect((await view(world, chargeId)).state.start).toBe('accepted');
    world.clock.advance(60_000);
    await settleCommand(world.system, { commandId });
    expect((await view(world, chargeId)).word).toBe('charging');
  });

  test('that comes after the hold was released is a charge all the same', async () => {
    const world = await chargingWorld(db);
    const { chargeId, reference } = await sent(world);
    world.clock.advance(16 * 60_000);
    await expireStart(world.system, { chargeId });
    expect((await view(world, chargeId)).word).toBe('nothing-charged');
    await tell(world, sessionOf(world, { authorizationReference: reference }));
    expect((await view(world, chargeId)).word).toBe('charging');
  });

  test('that the operator declares invalid charges nothing and releases the hold', async () => {
    const world = await chargingWorld(db);
    const { chargeId, session } = await charging(world);
    const lastUpdated = at('2026-03-01T10:30:00Z');
    await tell(world, { ...session, status: 'INVALID', lastUpdated });
    expect((await view(world, chargeId)).word).toBe('nothing-charged');
    expect(await world.jobs(chargeId)).toContain('release-hold');
  });

  test('that is pending at the station keeps the charge alive', async () => {
    const world = await chargingWorld(db);
    const { chargeId } = await charging(world, { status: 'PENDING', energyKwh: dec('0') });
    world.clock.advance(16 * 60_000);
    await expireStart(world.system, { chargeId });
    expect((await view(world, chargeId)).word).toBe('plug-in');
  });

  test('is never refused because the driver started again meanwhile', async () => {
    const world = await chargingWorld(db);
    const first = await sent(world);
    world.clock.advance(2 * 60_000);
    await settleCommand(world.system, first);
    const second = await sent(world);
    expect(second.chargeId).not.toBe(first.chargeId);
    await tell(world, sessionOf(world, { authorizationReference: first.reference }));
    expect((await view(world, first.chargeId)).word).toBe('charging');
  });

  test('ends with an estimate; without energy it asks for a person', async () => {
    const world = await chargingWorld(db);
    const { chargeId, session } = await charging(world);
    const end = { status: 'COMPLETED', endedAt: at('2026-03-01T11:00:00Z') } as const;
    await tell(world, { ...session, ...end, lastUpdated: at('2026-03-01T11:00:00Z') });
    expect((await view(world, chargeId)).word).toBe('awaiting-record');
    const row = await db.database.read.charge.findUniqueOrThrow({ where: { id: chargeId } });
    expect(row).toMatchObject({ estimateMinor: 279n, attention: null });
    const empty = await chargingWorld(db);
    const none = await charging(empty, { energyKwh: dec('0'), periods: [] });
    await tell(empty, { ...none.session, ...end, lastUpdated: at('2026-03-01T11:00:00Z') });
    const other = await db.database.read.charge.findUniqueOrThrow({ where: { id: none.chargeId } });
    expect(other.attention).toBe('no-energy');
  });
});

describe('order and repetition', () => {
  test('duplicates and late arrivals change nothing; a PUT replaces the periods', async () => {
    const world = await chargingWorld(db);
    const { chargeId, session } = await charging(world);
    const newer = { ...session, energyKwh: dec('6'), lastUpdated: at('2026-03-01T10:20:00Z') };
    expect(await tell(world, newer)).toEqual(['kept']);
    const { version } = await view(world, chargeId);
    expect(await tell(world, newer, session)).toEqual(['ignored', 'ignored']);
    expect(await view(world, chargeId)).toMatchObject({ version, live: { energyKwh: '6' } });
  });

  test('many at once, the same session among them, end in the newest state', async () => {
    const world = await chargingWorld(db);
    const { chargeId, session } = await charging(world);
    const updates = Array.from({ length: 20 }, (_, index) => ({
      ...session,
      energyKwh: dec(String(5 + index)),
      lastUpdated: at(`2026-03-01T10:${String(11 + index)}:00Z`),
    }));
    await Promise.all(updates.toReversed().map((update) => tell(world, update)));
    expect((await view(world, chargeId)).live?.energyKwh).toBe('24');
  });

  test('a PATCH appends its periods once; of an unknown session it is refused', async () => {
    const world = await chargingWorld(db);
    const { chargeId, session } = await charging(world);
    const patch = {
      party: session.party,
      sessionId: session.sessionId,
      changes: { energyKwh: dec('7') },
      addedPeriods: [
        {
          startedAt: at('2026-03-01T10:15:00Z'),
          dimensions: [{ type: 'ENERGY', volume: dec('3') }],
        },
      ],
      lastUpdated: at('2026-03-01T10:30:00Z'),
    };
    const { partnerId } = world;
    expect(await patchSession(world.system, { partnerId, patch })).toBe('kept');
    expect(await patchSession(world.system, { partnerId, patch })).toBe('ignored');
    const stored = await db.database.read.session.findUniqueOrThrow({ where: { chargeId } });
    expect((stored.body as { periods: unknown[] }).periods).toHaveLength(2);
    const unknown = { ...patch, sessionId: 'NEVER-PUT' };
    await expect(patchSession(world.system, { partnerId, patch: unknown })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test('a session of another party is refused and stored nowhere', async () => {
    const world = await chargingWorld(db);
    const ctx = testContext({
      database: db.database,
      actor: { kind: 'partner', partnerId: world.partnerId, parties: [partyRef('NL', 'LOW')] },
    });
    const value = sessionOf(world, { party: partyRef('BE', 'TWB'), sessionId: 'FOREIGN' });
    const items = [{ value, findings: [] }];
    const refused = acceptSessions(ctx, { partnerId: world.partnerId, items });
    await expect(refused).rejects.toMatchObject({ code: 'foreign-party' });
    expect(await db.database.read.session.count({ where: { sessionId: 'FOREIGN' } })).toBe(0);
  });
});

describe('who a session belongs to', () => {
  test('without our reference: token, EVSE and 15 minutes, if that is unique', async () => {
    const world = await chargingWorld(db);
    const { chargeId } = await sent(world);
    await tell(world, sessionOf(world, { startedAt: at('2026-03-01T10:14:00Z') }));
    expect((await view(world, chargeId)).word).toBe('charging');
    await tell(
      world,
      sessionOf(world, { sessionId: 'LATER', startedAt: at('2026-03-01T10:20:00Z') }),
    );
    const all = await listCharges(world.driver);
    expect(all).toHaveLength(2);
    expect(await listCharges(world.driver, { limit: 1 })).toEqual(all.slice(0, 1));
    expect(await listCharges(world.driver, { before: all[0]?.id })).toEqual(all.slice(1));
    expect(await listCharges(world.driver, { before: all[1]?.id })).toEqual([]);
  });

  test('a whitelisted card is first heard of by its session', async () => {
    const world = await chargingWorld(db);
    await tell(world, sessionOf(world));
    const [row] = await listCharges(world.driver);
    const seen = await view(world, row?.id ?? '');
    expect(seen).toMatchObject({ origin: 'swipe-offline', word: 'charging' });
    expect(seen.costSoFar).toEqual({ amount: '2.79', currency: 'EUR' });
  });

  test('a card that we authorised is joined by the reference that we gave', async () => {
    const world = await chargingWorld(db);
    const swipe = {
      reference: 'swipe-reference-1',
      partnerId: world.partnerId,
      party: partyRef('NL', 'LOW'),
      tokenUid: world.tokenUid,
      locationId: 'LOW-AMS-1',
      evseUid: 'LOW-AMS-1-A',
    };
    const opened = await db.database.hot((client) =>
      openSwipeCharge(client, world.clock.now(), swipe),
    );
    expect((await view(world, opened?.id ?? '')).word).toBe('plug-in');
    await tell(world, sessionOf(world, { authorizationReference: swipe.reference }));
    expect(await view(world, opened?.id ?? '')).toMatchObject({
      origin: 'swipe',
      word: 'charging',
    });
  });

  test('a session and its CDR at the same instant are one charge', async () => {
    const world = await chargingWorld(db);
    const { partnerId } = world;
    const token = tokenOf(world);
    const cdr = buildCdr({ token, cdrId: `CDR-${world.userId}` });
    await Promise.all([
      tell(world, sessionOf(world)),
      acceptCdrs(world.system, { partnerId, items: [{ value: { cdr, raw: '{}' }, findings: [] }] }),
    ]);
    const charges = await listCharges(world.driver);
    expect(charges).toHaveLength(1);
    const id = charges[0]?.id ?? '';
    expect(await db.database.read.cdr.count({ where: { chargeId: id } })).toBe(1);
    expect(await db.database.read.session.count({ where: { chargeId: id } })).toBe(1);
  });

  test('of two starts that fit neither is taken: a person decides', async () => {
    const world = await chargingWorld(db);
    const first = await sent(world);
    world.clock.advance(2 * 60_000);
    await settleCommand(world.system, first);
    const second = await sent(world);
    await tell(world, sessionOf(world));
    const rows = await db.database.read.charge.findMany({ where: { userId: world.userId } });
    expect(rows.map(({ attention }) => attention)).toEqual(['ambiguous-match', 'ambiguous-match']);
    expect(rows.map(({ id }) => id).sort()).toEqual([first.chargeId, second.chargeId].sort());
  });

  test('a token that is not ours makes no charge', async () => {
    const world = await chargingWorld(db);
    const token = { tokenUid: 'STRANGER', type: 'RFID' as const, contractId: 'X' };
    expect(await tell(world, sessionOf(world, { token }))).toEqual(['kept']);
    expect(await db.database.read.charge.count({ where: { partnerId: world.partnerId } })).toBe(0);
  });
});

describe('an EVSE that charges', () => {
  const evses = [{ locationId: 'LOW-AMS-1', evseUid: 'LOW-AMS-1-A' }];

  test('is evidence after our accepted start, and of nothing before', async () => {
    const world = await chargingWorld(db);
    const { partnerId } = world;
    const { chargeId, commandId } = await sent(world);
    await noteEvseCharging(world.system, { partnerId, evses });
    expect((await view(world, chargeId)).word).toBe('asking');
    await acceptCommandResult(world.system, { commandId, partnerId, result: 'ACCEPTED' });
    await noteEvseCharging(world.system, { partnerId, evses });
    expect(await view(world, chargeId)).toMatchObject({ word: 'charging', canStop: false });
  });
});

describe('a stop', () => {
  test('is sent once, and the charge ends with the session', async () => {
    const world = await chargingWorld(db);
    const { chargeId, session } = await charging(world);
    await stopCharge(world.driver, { chargeId });
    await stopCharge(world.driver, { chargeId });
    const commandId = (await world.command(chargeId, 'STOP'))?.id ?? '';
    await sendCommand(world.system, { commandId });
    expect(world.operator.stops).toMatchObject([{ commandId, sessionId: session.sessionId }]);
    expect((await view(world, chargeId)).word).toBe('stopping');
    await tell(world, {
      ...session,
      status: 'COMPLETED',
      lastUpdated: at('2026-03-01T11:00:00Z'),
    });
    expect((await view(world, chargeId)).word).toBe('awaiting-record');
    world.clock.advance(60_000);
    await settleCommand(world.system, { commandId });
    expect((await view(world, chargeId)).stopRefusal).toBeUndefined();
  });

  test('that is refused is said, the charge goes on, and can be asked again', async () => {
    const world = await chargingWorld(db);
    const { chargeId } = await charging(world);
    world.operator.script.stop = () => ({
      kind: 'answered',
      response: 'REJECTED',
      timeoutSeconds: 0,
    });
    await stopCharge(world.driver, { chargeId });
    await sendCommand(world.system, {
      commandId: (await world.command(chargeId, 'STOP'))?.id ?? '',
    });
    const refused = await view(world, chargeId);
    expect(refused).toMatchObject({ word: 'charging', canStop: true });
    expect(refused.stopRefusal).toEqual({ code: 'operator-refused' });
    await stopCharge(world.driver, { chargeId });
    expect((await view(world, chargeId)).word).toBe('stopping');
  });

  test('that nobody answers is said after the deadline', async () => {
    const world = await chargingWorld(db);
    const { chargeId } = await charging(world);
    await stopCharge(world.driver, { chargeId });
    const commandId = (await world.command(chargeId, 'STOP'))?.id ?? '';
    await sendCommand(world.system, { commandId });
    world.clock.advance(31_000);
    await settleCommand(world.system, { commandId });
    expect(await view(world, chargeId)).toMatchObject({
      word: 'charging',
      stopRefusal: { code: 'no-answer' },
    });
  });

  test('that was accepted while the energy goes on is said to have failed', async () => {
    const world = await chargingWorld(db);
    const { chargeId, session } = await charging(world);
    await stopCharge(world.driver, { chargeId });
    const commandId = (await world.command(chargeId, 'STOP'))?.id ?? '';
    await sendCommand(world.system, { commandId });
    const { partnerId } = world;
    await acceptCommandResult(world.system, { commandId, partnerId, result: 'ACCEPTED' });
    world.clock.advance(3 * 60_000);
    await sweepCharges(world.system);
    expect((await view(world, chargeId)).word).toBe('stopping');
    const more = { energyKwh: dec('6'), lastUpdated: at('2026-03-01T10:20:00Z') };
    await tell(world, { ...session, ...more });
    await sweepCharges(world.system);
    expect(await view(world, chargeId)).toMatchObject({
      word: 'charging',
      stopRefusal: { code: 'no-effect' },
    });
  });

  test('of somebody else’s charge is not found', async () => {
    const world = await chargingWorld(db);
    const stranger = await chargingWorld(db);
    const { chargeId } = await charging(world);
    await expect(stopCharge(stranger.driver, { chargeId })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
