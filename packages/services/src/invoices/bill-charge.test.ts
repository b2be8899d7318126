import type { Database } from '@peregrine/db';
import { type Cdr, decimal, type Instant } from '@peregrine/domain';
import { type TestDatabase, testClock, testContext, testDatabase } from '@peregrine/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { acceptCdrs } from '../cdrs/accept-cdrs.ts';
import {
  type BillingWorld,
  buildBillingWorld,
  honestCdr,
  received,
  START,
  startedCharge,
} from '../cdrs/billing-world.fixture.ts';
import { reconcileCdr } from '../cdrs/reconcile-cdr.ts';
import type { Actor } from '../context.ts';
import { billCharge } from './bill-charge.ts';
import { mailReceipt } from './mail-receipt.ts';
import { viewReceipt } from './view-receipt.ts';

let db: TestDatabase;
let world: BillingWorld;
const clock = testClock('2026-03-01T11:02:00Z');

beforeAll(async () => {
  db = await testDatabase();
  world = await buildBillingWorld(db.database);
});
afterAll(() => db.close());

// A series of its own for each test, so that its numbers begin at 1.
let series = 'T0';
let tests = 0;
beforeEach(() => {
  tests += 1;
  series = `T${tests}`;
});

function contextOf<A extends Actor>(actor: A, database: Database = db.database) {
  return testContext({ database, clock, actor, seller: { invoicePrefix: series } });
}
const system = (database?: Database) => contextOf({ kind: 'system' }, database);

/** A charge with its reconciled CDR, ready to be billed. */
async function readyCharge(
  reference: string,
  changes: Partial<Cdr> = {},
  estimateMinor?: bigint,
): Promise<string> {
  const options = estimateMinor === undefined ? {} : { estimateMinor };
  const chargeId = await startedCharge(db.database, world, reference, options);
  const { partnerId } = world;
  await acceptCdrs(system(), { partnerId, items: [received(honestCdr(reference, changes))] });
  const { id } = await db.database.read.cdr.findFirstOrThrow({ where: { cdrId: reference } });
  await reconcileCdr(system(), { cdrRowId: id });
  return chargeId;
}

const invoiceOf = (chargeId: string) =>
  db.database.read.invoice.findUnique({
    where: { chargeId },
    include: { lines: { orderBy: { position: 'asc' } } },
  });

async function jobs(key: string): Promise<number> {
  return (await db.sql('SELECT FROM graphile_worker.jobs WHERE key = $1', [key])).length;
}

describe('billing a charge', () => {
  test('issues one document with lines, postings that sum to zero, and what follows', async () => {
    const chargeId = await readyCharge('B-1', {}, 1_228n);
    const invoiceId = await billCharge(system(), { chargeId });
    const invoice = await invoiceOf(chargeId);
    expect(invoice).toMatchObject({
      id: invoiceId,
      number: `${series}-2026-000001`,
      totalMinor: 1228n,
      vatMinor: 213n,
      paymentState: 'open',
      body: { difference: { reasonCode: 'none' }, quoted: false, station: { country: 'NL' } },
    });
    expect(
      invoice?.lines.map((line) => [line.kind, line.unitPrice.toFixed(), line.totalMinor]),
    ).toEqual([
      ['ENERGY', '0.5929', 1186n],
      ['FLAT', '0.4235', 42n],
    ]);
    const postings = await db.database.read.posting.findMany({
      where: { entryKey: `invoice:${invoiceId}` },
      orderBy: { id: 'asc' },
    });
    expect(postings.map(({ account, amountMinor }) => [account, amountMinor])).toEqual([
      ['driver-receivable', 1228n],
      ['revenue', -1015n],
      ['vat:NL:21', -213n],
    ]);
    const charge = await db.database.read.charge.findUniqueOrThrow({ where: { id: chargeId } });
    expect(charge.settlementState).toBe('billed');
    expect(await jobs(`collect-payment:${chargeId}`)).toBe(1);
    expect(await jobs(`mail-receipt:${invoiceId}`)).toBe(1);

    expect(await billCharge(system(), { chargeId })).toBe(invoiceId);
    expect(await db.database.read.invoice.count({ where: { chargeId } })).toBe(1);
    expect(await db.database.read.posting.count({ where: { chargeId } })).toBe(5);
  });

  test('by many workers at once gives each charge one invoice and numbers without a gap', async () => {
    const references = Array.from({ length: 50 }, (_, index) => `MANY-${index}`);
    const charges: string[] = [];
    for (const reference of references) charges.push(await readyCharge(reference));
    // Each charge is billed by two workers.
    const billed = await Promise.all(
      [...charges, ...charges].map((chargeId) => billCharge(system(), { chargeId })),
    );
    expect(new Set(billed).size).toBe(50);
    const numbers = await db.database.read.invoice.findMany({
      where: { seriesKey: `${series}-2026` },
      orderBy: { sequence: 'asc' },
    });
    expect(numbers.map(({ sequence }) => sequence)).toEqual(
      references.map((_, index) => index + 1),
    );
    const unbalanced = await db.sql(
      'SELECT entry_key FROM posting GROUP BY entry_key, currency HAVING sum(amount_minor) <> 0',
    );
    expect(unbalanced).toEqual([]);
  });

  test('that breaks before the commit leaves no invoice and no gap', async () => {
    const [first, second] = [await readyCharge('GAP-1'), await readyCharge('GAP-2')];
    const breaking: Database = {
      ...db.database,
      tx: (fn) =>
        db.database.tx(async (tx) => {
          await fn(tx);
          throw new Error('the machine died here');
        }),
    };
    const broken = billCharge(system(breaking), { chargeId: first });
    await expect(broken).rejects.toThrow('the machine died here');
    expect(await invoiceOf(first)).toBeNull();
    await billCharge(system(), { chargeId: second });
    await billCharge(system(), { chargeId: first });
    expect((await invoiceOf(second))?.number).toBe(`${series}-2026-000001`);
    expect((await invoiceOf(first))?.number).toBe(`${series}-2026-000002`);
  });

  test('waits while the record is not reconciled, or its quantities are in doubt', async () => {
    const chargeId = await startedCharge(db.database, world, 'WAIT-1');
    expect(await billCharge(system(), { chargeId })).toBeUndefined();
    const doubtful = await readyCharge('WAIT-2', { totalEnergyKwh: decimal('30') });
    expect(await billCharge(system(), { chargeId: doubtful })).toBeUndefined();
    expect(await invoiceOf(doubtful)).toBeNull();
  });

  test('by a record of nothing issues no document, and lets the hold go', async () => {
    const chargeId = await readyCharge('NONE-1', {
      totalEnergyKwh: decimal('0'),
      periods: [{ startedAt: START, dimensions: [{ type: 'TIME', volume: decimal('1') }] }],
      totalCost: { exclTax: decimal('0') },
    });
    expect(await billCharge(system(), { chargeId })).toBeUndefined();
    expect(await invoiceOf(chargeId)).toBeNull();
    const charge = await db.database.read.charge.findUniqueOrThrow({ where: { id: chargeId } });
    expect(charge).toMatchObject({ settlementState: 'void', attention: null });
    const release = await db.sql(
      `SELECT FROM graphile_worker._private_jobs WHERE payload->>'chargeId' = $1
        AND task_id = (SELECT id FROM graphile_worker._private_tasks
          WHERE identifier = 'release-hold')`,
      [chargeId],
    );
    expect(release).toHaveLength(1);
  });

  test('at an unknown price asks a person instead', async () => {
    const early = '2025-06-01T10:00:00.000Z' as Instant;
    const chargeId = await readyCharge('EARLY-1', {
      startedAt: early,
      endedAt: '2025-06-01T11:00:00.000Z' as Instant,
      periods: [{ startedAt: early, dimensions: [{ type: 'ENERGY', volume: decimal('20') }] }],
      tariffs: [],
      location: { locationId: 'LOW-AMS-1', evseUid: 'UNSEEN', connectorId: '1' },
    });
    expect(await billCharge(system(), { chargeId })).toBeUndefined();
    expect(await invoiceOf(chargeId)).toBeNull();
    const charge = await db.database.read.charge.findUniqueOrThrow({ where: { id: chargeId } });
    expect(charge).toMatchObject({
      attention: 'price-unknown',
      settlementState: 'awaiting-record',
    });
  });
});

describe('the receipt', () => {
  test('explains the difference to the estimate, and how it is paid', async () => {
    const chargeId = await readyCharge('R-1', {}, 1_250n);
    const invoiceId = (await billCharge(system(), { chargeId })) ?? '';
    const driver = contextOf({ kind: 'driver', userId: world.userId });
    expect(await viewReceipt(driver, { chargeId })).toMatchObject({
      because: {
        lines: [
          { parts: [0], operator: '0.5445', ours: '0.0484' },
          { parts: [1], operator: '0.4235', ours: '0' },
        ],
      },
      total: { amount: '12.28', currency: 'EUR' },
      estimate: { amount: '12.50' },
      difference: { amount: { amount: '-0.22' }, reasonCode: 'time' },
      vat: [{ percent: '21', vat: { amount: '2.13' } }],
      payment: { state: 'open' },
    });
    await db.database.read.paymentMethod.create({
      data: {
        id: 'pm_1',
        userId: world.userId,
        brand: 'visa',
        last4: '4242',
        expiryMonth: 12,
        expiryYear: 2030,
        createdAt: clock.now(),
      },
    });
    await db.database.read.paymentAttempt.createMany({
      data: (['hold', 'capture'] as const).map((kind) => ({
        chargeId,
        kind,
        state: 'succeeded',
        amountMinor: kind === 'hold' ? 3_000n : 1_228n,
        currency: 'EUR',
        paymentMethodId: 'pm_1',
        createdAt: clock.now(),
      })),
    });
    await db.database.read.invoice.update({
      where: { id: invoiceId },
      data: { paymentState: 'paid', paidAt: clock.now() },
    });
    expect((await viewReceipt(driver, { chargeId })).payment).toEqual({
      state: 'paid',
      card: { brand: 'visa', last4: '4242' },
      captured: { amount: '12.28', currency: 'EUR' },
    });
  });

  test('is not found by any other driver, nor by staff, nor before it is there', async () => {
    const chargeId = await readyCharge('R-2');
    await billCharge(system(), { chargeId });
    const notFound = { code: 'not-found' };
    for (const actor of [
      { kind: 'driver', userId: world.otherUserId },
      { kind: 'staff', userId: world.staffId },
    ] as const) {
      await expect(viewReceipt(contextOf(actor), { chargeId })).rejects.toMatchObject(notFound);
    }
    const unbilled = await startedCharge(db.database, world, 'R-3');
    const own = contextOf({ kind: 'driver', userId: world.userId });
    await expect(viewReceipt(own, { chargeId: unbilled })).rejects.toMatchObject(notFound);
  });

  test('is mailed once to its driver, and again only if the mail did not leave', async () => {
    const chargeId = await readyCharge('R-4');
    const invoiceId = (await billCharge(system(), { chargeId })) ?? '';
    const sent: object[] = [];
    let serverIsUp = false;
    const ctx = testContext({
      database: db.database,
      clock,
      ports: {
        mailer: {
          async send(mail) {
            if (!serverIsUp) throw new Error('the mail server is away');
            sent.push(mail);
          },
        },
      },
    });
    await expect(mailReceipt(ctx, { invoiceId })).rejects.toThrow('away');
    serverIsUp = true;
    await mailReceipt(ctx, { invoiceId });
    await mailReceipt(ctx, { invoiceId });
    expect(sent).toMatchObject([
      {
        kind: 'receipt',
        to: 'driver@peregrine.example',
        total: { amount: '12.28' },
        url: `${ctx.urls.web}/charges/${chargeId}/receipt`,
      },
    ]);
    expect((await invoiceOf(chargeId))?.mailedAt).toEqual(clock.now());
  });

  test('is mailed once also while its payment is being recorded', async () => {
    const chargeId = await readyCharge('R-5');
    const invoiceId = (await billCharge(system(), { chargeId })) ?? '';
    let mails = 0;
    const mailer = {
      async send() {
        mails += 1;
      },
    };
    const ctx = testContext({ database: db.database, clock, ports: { mailer } });
    let mailing = Promise.resolve();
    await db.database.tx(async (tx) => {
      // As collectPayment does: the charge is locked, then its invoice is written.
      await tx.$queryRaw`SELECT 1 FROM charge WHERE id = ${chargeId}::uuid FOR UPDATE`;
      mailing = mailReceipt(ctx, { invoiceId });
      await expect.poll(() => waitingForLocks(), { timeout: 10_000 }).toBeGreaterThan(0);
      await tx.$executeRaw`UPDATE invoice SET payment_state = 'paid' WHERE id = ${invoiceId}::uuid`;
    });
    await mailing;
    expect(mails).toBe(1);
    expect((await invoiceOf(chargeId))?.mailedAt).toEqual(clock.now());
  });
});

async function waitingForLocks(): Promise<number> {
  const rows = await db.sql(
    `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return rows.length;
}
