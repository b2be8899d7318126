import { type Database, openDatabase } from '@peregrine/db';
import { partyRef } from '@peregrine/domain';
import {
  at,
  buildCdr,
  buildSession,
  chargingWorld,
  type TestDatabase,
  testContext,
  testDatabase,
} from '@peregrine/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { acceptCdrs } from '../cdrs/accept-cdrs.ts';
import { acceptCommandResult } from '../charging/accept-command-result.ts';
import { listCharges } from '../charging/list-charges.ts';
import { placeHold } from '../charging/place-hold.ts';
import { sendCommand } from '../charging/send-command.ts';
import { viewCharge } from '../charging/view-charge.ts';
import { acceptSessions } from './accept-sessions.ts';
import { patchSession } from './patch-session.ts';

let db: TestDatabase;
let edge: Database;
beforeAll(async () => {
  db = await testDatabase();
  edge = openDatabase({ url: db.edgeUrl, applicationName: 'edge-test' });
});
afterAll(async () => {
  await edge.close();
  await db.close();
});

const party = partyRef('NL', 'LOW');

test('everything that a partner tells about a charge is accepted with the rights of the edge', async () => {
  const world = await chargingWorld(db);
  const { partnerId, tokenUid } = world;
  const ctx = testContext({
    database: edge,
    clock: world.clock,
    actor: { kind: 'partner', partnerId, parties: [party] },
  });
  const chargeId = await world.start();
  await placeHold(world.system, { chargeId });
  const commandId = (await world.command(chargeId))?.id ?? '';
  await sendCommand(world.system, { commandId });
  await acceptCommandResult(ctx, { commandId, partnerId, result: 'ACCEPTED' });
  const token = { tokenUid, type: 'APP_USER' as const, contractId: 'NL-PER-C00000001-X' };
  const session = buildSession({ token });
  await acceptSessions(ctx, { partnerId, items: [{ value: session, findings: [] }] });
  expect((await viewCharge(world.driver, { chargeId })).word).toBe('charging');
  await patchSession(ctx, {
    partnerId,
    patch: {
      party,
      sessionId: session.sessionId,
      changes: { status: 'COMPLETED', endedAt: at('2026-03-01T11:00:00Z') },
      addedPeriods: [],
      lastUpdated: at('2026-03-01T11:00:00Z'),
    },
  });
  const charge = await db.database.read.charge.findUniqueOrThrow({ where: { id: chargeId } });
  expect(charge).toMatchObject({ settlementState: 'awaiting-record', estimateMinor: 279n });
  const refused = { commandId, partnerId, result: 'REJECTED' } as const;
  await expect(acceptCommandResult(ctx, refused)).resolves.toBeUndefined();
});

test('a record before the end of its session is one charge; the end that follows changes nothing', async () => {
  const world = await chargingWorld(db);
  const { partnerId, tokenUid } = world;
  const token = { tokenUid, type: 'APP_USER' as const, contractId: 'NL-PER-C00000001-X' };
  const session = buildSession({ token, sessionId: 'S-FIRST' });
  const tell = (change: Partial<typeof session>) =>
    acceptSessions(world.system, {
      partnerId,
      items: [{ value: { ...session, ...change }, findings: [] }],
    });
  await tell({});
  const cdr = buildCdr({ token, cdrId: 'C-FIRST', sessionId: 'S-FIRST' });
  const items = [{ value: { cdr, raw: '{}' }, findings: [] }];
  await acceptCdrs(world.system, { partnerId, items });
  await tell({ lastUpdated: at('2026-03-01T10:50:00Z') });
  await tell({ status: 'COMPLETED', lastUpdated: at('2026-03-01T11:00:00Z') });
  const charges = await listCharges(world.driver);
  expect(charges.map(({ word }) => word)).toEqual(['awaiting-record']);
});

test('a tariff that changes while it charges leaves the quoted price as it was shown', async () => {
  const world = await chargingWorld(db);
  const { partnerId, tokenUid } = world;
  const chargeId = await world.start();
  await db.sql(
    `UPDATE tariff_version SET ended_at = '2026-03-01T10:00:01Z' WHERE partner_id = $1`,
    [partnerId],
  );
  await db.sql(
    `INSERT INTO tariff_version (partner_id, country_code, party_id, tariff_id, hash, currency,
       body, valid_from, received_at)
     SELECT partner_id, country_code, party_id, tariff_id, 'second', currency,
       jsonb_set(body, '{elements,0,components,0,price}', '"0.99"'), '2026-03-01T10:00:01Z', now()
     FROM tariff_version WHERE partner_id = $1`,
    [partnerId],
  );
  const token = { tokenUid, type: 'APP_USER' as const, contractId: 'NL-PER-C00000001-X' };
  const value = buildSession({ token, startedAt: at('2026-03-01T10:01:00Z') });
  await acceptSessions(world.system, { partnerId, items: [{ value, findings: [] }] });
  const view = await viewCharge(world.driver, { chargeId });
  expect(view.costSoFar?.amount).toBe('2.79');
  expect(view.unitPrices[0]?.unitPrice).toBe('0.5929');
});
