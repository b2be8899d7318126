import { openDatabase } from '@peregrine/db';
import { decimal, partyRef } from '@peregrine/domain';
import { type TestDatabase, testClock, testContext, testDatabase } from '@peregrine/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acceptCdrs } from './accept-cdrs.ts';
import {
  type BillingWorld,
  buildBillingWorld,
  honestCdr,
  LOWLAND,
  received,
  startedCharge,
} from './billing-world.fixture.ts';

let db: TestDatabase;
let world: BillingWorld;
const clock = testClock('2026-03-01T11:02:00Z');

beforeAll(async () => {
  db = await testDatabase();
  world = await buildBillingWorld(db.database);
});
afterAll(() => db.close());

function partnerContext(database = db.database) {
  const { partnerId } = world;
  const actor = { kind: 'partner', partnerId, parties: [LOWLAND] } as const;
  return testContext({ database, clock, actor });
}

const accept = (items: Parameters<typeof acceptCdrs>[1]['items'], database = db.database) =>
  acceptCdrs(partnerContext(database), { partnerId: world.partnerId, items });

async function rowOf(cdrId: string) {
  return await db.database.read.cdr.findFirstOrThrow({
    where: { cdrId },
    include: { conflicts: true, findings: true },
  });
}

async function jobsOf(cdrRowId: string): Promise<number> {
  const rows = await db.sql(
    `SELECT count(*)::int AS count FROM graphile_worker._private_jobs
      WHERE payload->>'cdrRowId' = $1`,
    [cdrRowId],
  );
  return Number(rows[0]?.count);
}

describe('a CDR', () => {
  test('is stored once with its text, joins its charge and asks to be checked', async () => {
    const chargeId = await startedCharge(db.database, world, 'REF-1');
    const raw = '{"id":"REF-1",  "total_cost":{"excl_vat":9.35}}';
    expect(await accept([received(honestCdr('REF-1'), raw)])).toEqual(['created']);
    const row = await rowOf('REF-1');
    expect(row).toMatchObject({ chargeId, raw, state: 'received', currency: 'EUR' });
    expect(await jobsOf(row.id)).toBe(1);
    const charge = await db.database.read.charge.findUniqueOrThrow({ where: { id: chargeId } });
    expect(charge).toMatchObject({ energyState: 'ended', settlementState: 'awaiting-record' });

    clock.advance(1_000);
    const sameAgain = '{"total_cost": {"excl_vat": 9.35}, "id": "REF-1"}';
    expect(await accept([received(honestCdr('REF-1'), sameAgain)])).toEqual(['repeated']);
    expect(await rowOf('REF-1')).toEqual(row);
    expect(await jobsOf(row.id)).toBe(1);
    // Each message is evidence, the repeated one too.
    const archived = await db.sql(
      `SELECT body FROM archive.received WHERE object_key = 'NL/LOW/REF-1' ORDER BY received_at`,
    );
    expect(archived.map(({ body }) => body)).toEqual([raw, sameAgain]);
  });

  test('of other content under the same id is kept aside and told, the first untouched', async () => {
    await startedCharge(db.database, world, 'REF-2');
    await accept([received(honestCdr('REF-2'))]);
    const before = await rowOf('REF-2');
    const dearer = honestCdr('REF-2', { totalCost: { exclTax: decimal('19.35') } });
    expect(await accept([received(dearer)])).toEqual(['conflict']);
    expect(await accept([received(dearer)])).toEqual(['conflict']);
    const { conflicts, findings, ...row } = await rowOf('REF-2');
    expect(row).toMatchObject({ raw: before.raw, hash: before.hash, body: before.body });
    expect(row.claimedExclTax.toFixed()).toBe('9.35');
    expect(conflicts.map(({ raw }) => raw)).toEqual([JSON.stringify(dearer)]);
    expect(findings).toMatchObject([{ code: 'R01', pointer: '/id', severity: 'warning' }]);
  });

  test('twice in one batch is one CDR, and its first content counts', async () => {
    await startedCharge(db.database, world, 'REF-3');
    const [first, other] = [honestCdr('REF-3'), honestCdr('REF-3', { authMethod: 'WHITELIST' })];
    expect(await accept([received(first), received(first), received(other)])).toEqual([
      'created',
      'repeated',
      'conflict',
    ]);
    expect((await rowOf('REF-3')).body).toMatchObject({ authMethod: 'COMMAND' });
  });

  test('that many connections send at once is created once', async () => {
    await startedCharge(db.database, world, 'REF-4');
    const others = [1, 2, 3].map((n) =>
      openDatabase({ url: db.appUrl, applicationName: `test-${n}`, poolSize: 2 }),
    );
    const sent = [db.database, ...others].flatMap((database) => [
      accept([received(honestCdr('REF-4'))], database),
      accept([received(honestCdr('REF-4'))], database),
    ]);
    const results = (await Promise.all(sent)).flat();
    expect(results.filter((result) => result === 'created')).toHaveLength(1);
    expect(new Set(results)).toEqual(new Set(['created', 'repeated']));
    await Promise.all(others.map((database) => database.close()));
  });

  test('is accepted by the role of the OCPI endpoint', async () => {
    const edge = openDatabase({ url: db.edgeUrl, applicationName: 'test-edge', poolSize: 2 });
    const dearer = honestCdr('REF-5', { totalCost: { exclTax: decimal('1') } });
    try {
      await startedCharge(db.database, world, 'REF-5');
      const odd = { code: 'wire', pointer: '/x', severity: 'info', reason: 'odd' } as const;
      const item = { ...received(honestCdr('REF-5')), findings: [odd] };
      expect(await accept([item, received(dearer)], edge)).toEqual(['created', 'conflict']);
    } finally {
      await edge.close();
    }
    expect(await db.database.read.partnerFinding.count({ where: { module: 'cdrs' } })).toBe(1);
  });

  test('without a session and a start is the first that we hear of a charge', async () => {
    const item = received(
      honestCdr('REF-6', {
        location: { locationId: 'LOW-AMS-9', evseUid: 'UNSEEN', connectorId: '1' },
      }),
    );
    expect(await accept([item])).toEqual(['created']);
    const { chargeId } = await rowOf('REF-6');
    const charge = await db.database.read.charge.findUniqueOrThrow({
      where: { id: chargeId ?? '' },
    });
    expect(charge).toMatchObject({ origin: 'cdr_only', userId: world.userId });
  });

  test("of another party is refused and stored nowhere, whoever's partner it is", async () => {
    const foreign = honestCdr('REF-7', { party: partyRef('BE', 'TWB') });
    const refused = { code: 'foreign-party' };
    await expect(accept([received(foreign)])).rejects.toMatchObject(refused);
    const own = { partnerId: crypto.randomUUID(), items: [received(honestCdr('REF-7'))] };
    await expect(acceptCdrs(partnerContext(), own)).rejects.toMatchObject(refused);
    expect(await db.database.read.cdr.count({ where: { cdrId: 'REF-7' } })).toBe(0);
    expect(await db.sql(`SELECT FROM archive.received WHERE object_key LIKE '%REF-7'`)).toEqual([]);
  });
});
