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
import { sweepRecords } from './sweep-records.ts';

let db: TestDatabase;
let world: BillingWorld;
const clock = testClock('2026-03-01T11:02:00Z');

beforeAll(async () => {
  db = await testDatabase();
  world = await buildBillingWorld(db.database);
});
afterAll(() => db.close());

const waiting = async () =>
  (await db.sql('SELECT key FROM graphile_worker.jobs ORDER BY key')).map(({ key }) => key);

describe('a CDR whose check gave up', () => {
  test('is checked again after ten minutes, and not sooner', async () => {
    const { partnerId } = world;
    const actor = { kind: 'partner', partnerId, parties: [LOWLAND] } as const;
    await startedCharge(db.database, world, 'LOST-1');
    await acceptCdrs(testContext({ database: db.database, clock, actor }), {
      partnerId,
      items: [received(honestCdr('LOST-1'))],
    });
    await db.sql('SELECT graphile_worker.remove_job(key) FROM graphile_worker.jobs', []);
    const system = testContext({ database: db.database, clock });
    clock.advance(9 * 60_000);
    await sweepRecords(system);
    expect(await waiting()).toEqual([]);
    clock.advance(2 * 60_000);
    await sweepRecords(system);
    await sweepRecords(system);
    const { id } = await db.database.read.cdr.findFirstOrThrow({ where: { cdrId: 'LOST-1' } });
    expect(await waiting()).toEqual([`reconcile-cdr:${id}`]);
  });
});
