import { type Cdr, decimal, type Instant } from '@peregrine/domain';
import { type TestDatabase, testClock, testContext, testDatabase } from '@peregrine/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acceptCdrs } from './accept-cdrs.ts';
import {
  type BillingWorld,
  buildBillingWorld,
  honestCdr,
  LOWLAND,
  received,
  START,
  startedCharge,
  TARIFF,
} from './billing-world.fixture.ts';
import { reconcileCdr } from './reconcile-cdr.ts';

let db: TestDatabase;
let world: BillingWorld;
const clock = testClock('2026-03-01T11:02:00Z');

beforeAll(async () => {
  db = await testDatabase();
  world = await buildBillingWorld(db.database);
});
afterAll(() => db.close());

const system = () => testContext({ database: db.database, clock });

/** Accepts a CDR as the partner's and reconciles it; answers the row's id. */
async function arrive(cdr: Cdr): Promise<string> {
  const { partnerId } = world;
  const actor = { kind: 'partner', partnerId, parties: [LOWLAND] } as const;
  await acceptCdrs(testContext({ database: db.database, clock, actor }), {
    partnerId,
    items: [received(cdr)],
  });
  clock.advance(1_000);
  const { id } = await db.database.read.cdr.findFirstOrThrow({ where: { cdrId: cdr.cdrId } });
  await reconcileCdr(system(), { cdrRowId: id });
  return id;
}

const rowOf = (id: string) =>
  db.database.read.cdr.findUniqueOrThrow({ where: { id }, include: { findings: true } });

async function postingsOf(id: string) {
  const rows = await db.database.read.posting.findMany({
    where: { entryKey: `cdr:${id}` },
    orderBy: { account: 'asc' },
  });
  return rows.map(({ account, amountMinor }) => [account, amountMinor]);
}

const chargeOf = (id: string) => db.database.read.charge.findUniqueOrThrow({ where: { id } });

async function billJobs(chargeId: string): Promise<number> {
  const rows = await db.sql('SELECT FROM graphile_worker.jobs WHERE key = $1', [
    `bill-charge:${chargeId}`,
  ]);
  return rows.length;
}

const overcharged = (cdrId: string) =>
  honestCdr(cdrId, {
    periods: [{ startedAt: START, dimensions: [{ type: 'ENERGY', volume: decimal('11.7') }] }],
    totalEnergyKwh: decimal('11.7'),
    totalCost: { exclTax: decimal('6.785'), inclTax: decimal('8.21') },
  });

describe('a reconciled CDR', () => {
  test('of absurd quantities is held with its findings, not tried again for ever', async () => {
    await startedCharge(db.database, world, 'ABSURD');
    const volume = decimal('999999999');
    const dimensions = [{ type: 'ENERGY', volume }];
    const absurd = honestCdr('ABSURD', {
      periods: Array.from({ length: 3 }, () => ({ startedAt: START, dimensions })),
      totalEnergyKwh: volume,
      totalCost: { exclTax: decimal('99999999999999999999') },
    });
    const row = await rowOf(await arrive(absurd));
    expect(row.state).toBe('held');
    expect(row.findings.find(({ code }) => code === 'R09')).toMatchObject({
      claimed: '99999999999999999999',
      differenceMinor: null,
    });
  });

  test('of an honest charge is accepted, owed as claimed, and billed', async () => {
    const chargeId = await startedCharge(db.database, world, 'OK-1');
    const id = await arrive(honestCdr('OK-1'));
    const row = await rowOf(id);
    expect(row).toMatchObject({
      state: 'accepted',
      findings: [],
      tariffVersionId: world.tariffVersionId,
    });
    expect(row.computedExclTax?.toFixed()).toBe('9.35');
    expect(row.computedInclTax?.toFixed()).toBe('11.3135');
    expect(await postingsOf(id)).toEqual([
      ['cpo-payable:NL-LOW', -935n],
      ['roaming-purchase', 935n],
    ]);
    expect(await billJobs(chargeId)).toBe(1);
    expect((await chargeOf(chargeId)).attention).toBeNull();
  });

  test('that claims too much is disputed over 1.17 net, and its driver is billed anyway', async () => {
    const chargeId = await startedCharge(db.database, world, 'DEAR-1');
    const id = await arrive(overcharged('DEAR-1'));
    const row = await rowOf(id);
    expect(row.state).toBe('disputed');
    expect(row.findings).toMatchObject([
      { code: 'R09', claimed: '6.785', computed: '5.615', differenceMinor: 117n },
    ]);
    expect(await postingsOf(id)).toEqual([
      ['cpo-payable:NL-LOW', -562n],
      ['roaming-purchase', 562n],
    ]);
    expect(await billJobs(chargeId)).toBe(1);
  });

  test('is the same when the job runs again, and keeps what is known of a conflict', async () => {
    await startedCharge(db.database, world, 'DEAR-2');
    const id = await arrive(overcharged('DEAR-2'));
    await arrive(honestCdr('DEAR-2'));
    const [before, posted] = [await rowOf(id), await postingsOf(id)];
    await reconcileCdr(system(), { cdrRowId: id });
    const after = await rowOf(id);
    expect(after.findings.map(({ code }) => code).sort()).toEqual(['R01', 'R09']);
    expect(after.computation).toEqual(before.computation);
    expect(await postingsOf(id)).toEqual(posted);
  });

  test('of implausible quantities is held; so is its receipt, and a person is asked', async () => {
    const chargeId = await startedCharge(db.database, world, 'ODD-1');
    const endedAt = '2026-03-01T10:05:00.000Z' as Instant;
    const id = await arrive(honestCdr('ODD-1', { endedAt, totalTimeHours: decimal('0.0833') }));
    expect(await rowOf(id)).toMatchObject({ state: 'held' });
    expect(await postingsOf(id)).toEqual([]);
    expect(await billJobs(chargeId)).toBe(0);
    expect((await chargeOf(chargeId)).attention).toBe('implausible-quantities');
  });

  test('without a tariff that we hold is held, never owed as claimed', async () => {
    const location = { locationId: 'LOW-AMS-1', evseUid: 'UNSEEN', connectorId: '1' };
    const id = await arrive(honestCdr('BARE-1', { location }));
    const row = await rowOf(id);
    expect(row).toMatchObject({ state: 'held', computedExclTax: null, tariffVersionId: null });
    expect(row.findings).toMatchObject([{ code: 'R13', severity: 'error' }]);
    expect(await postingsOf(id)).toEqual([]);
  });

  test('is checked by the version that was in force at its start, not by a later one', async () => {
    const { read } = db.database;
    const endedAt = new Date('2026-03-01T10:30:00Z');
    const old = await read.tariffVersion.update({
      where: { id: world.tariffVersionId },
      data: { endedAt },
    });
    const [element] = TARIFF.elements;
    const components = (element?.components ?? []).map((it) => ({ ...it, price: decimal('0.9') }));
    await read.tariffVersion.create({
      data: {
        partnerId: world.partnerId,
        ...LOWLAND,
        tariffId: 'LOW-STD',
        hash: 'y',
        currency: 'EUR',
        body: { ...TARIFF, elements: [{ components }] },
        // Published as valid for long: it was not there when the charge began.
        validFrom: new Date('2020-01-01T00:00:00Z'),
        receivedAt: endedAt,
      },
    });
    const id = await arrive(honestCdr('LATE-1', { tariffs: [TARIFF] }));
    expect(await rowOf(id)).toMatchObject({ state: 'accepted', tariffVersionId: old.id });
  });

  test('that tells of a charge a second time is held, and owed once', async () => {
    const chargeId = await startedCharge(db.database, world, 'TWICE-1');
    await arrive(honestCdr('TWICE-1'));
    const id = await arrive(honestCdr('TWICE-1b', { authorizationReference: 'TWICE-1' }));
    expect(await rowOf(id)).toMatchObject({ chargeId, state: 'held' });
    expect((await rowOf(id)).findings).toMatchObject([{ code: 'R01', computed: 'TWICE-1' }]);
    expect(await postingsOf(id)).toEqual([]);
    expect((await chargeOf(chargeId)).attention).toBe('several-records');
  });
});

describe('a credit CDR', () => {
  const credit = (cdrId: string, of: string, exclTax: string) =>
    honestCdr(cdrId, {
      credit: true,
      creditReferenceId: of,
      totalCost: { exclTax: decimal(exclTax) },
    });

  test('takes its original back, and what we owed for it; credit plus original is zero', async () => {
    await startedCharge(db.database, world, 'CR-1');
    const original = await arrive(honestCdr('CR-1'));
    const id = await arrive(credit('CR-1c', 'CR-1', '-9.35'));
    expect(await rowOf(id)).toMatchObject({ state: 'accepted', creditOf: 'CR-1', findings: [] });
    expect((await rowOf(original)).state).toBe('superseded');
    const sum = [...(await postingsOf(original)), ...(await postingsOf(id))]
      .filter(([account]) => account === 'roaming-purchase')
      .reduce((total, [, amount]) => total + BigInt(amount ?? 0), 0n);
    expect(sum).toBe(0n);
    // What is superseded stays so, whatever job comes late.
    await reconcileCdr(system(), { cdrRowId: original });
    expect((await rowOf(original)).state).toBe('superseded');
  });

  test.each([
    ['an unknown CDR', 'NEVER-SEEN', '-9.35'],
    ['another amount', 'CR-2', '-9.00'],
    ['a CDR that was credited before', 'CR-1', '-9.35'],
  ])('of %s is held and takes nothing back', async (_what, of, exclTax) => {
    const original = await arrive(honestCdr('CR-2'));
    const id = await arrive(credit(`bad-${of}`, of, exclTax));
    const row = await rowOf(id);
    expect(row.state).toBe('held');
    expect(row.findings).toMatchObject([{ code: 'R02', severity: 'error' }]);
    expect(await postingsOf(id)).toEqual([]);
    expect((await rowOf(original)).state).not.toBe('superseded');
  });
});
