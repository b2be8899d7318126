import { decimal } from '@peregrine/domain';
import { type TestDatabase, testClock, testContext, testDatabase } from '@peregrine/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
import { billCharge } from '../invoices/bill-charge.ts';
import type { Page } from '../views/console.ts';
import {
  listCdrs,
  listConsoleCharges,
  listInvoices,
  listPartners,
  viewCdr,
  viewConsoleCharge,
  viewInvoice,
  viewPartner,
} from './index.ts';

let db: TestDatabase;
let world: BillingWorld;
let dearCharge: string;
const clock = testClock('2026-03-01T11:02:00Z');
const DEAR = {
  periods: [{ startedAt: START, dimensions: [{ type: 'ENERGY', volume: decimal('11.7') }] }],
  totalEnergyKwh: decimal('11.7'),
  totalCost: { exclTax: decimal('6.785'), inclTax: decimal('8.21') },
};

const contextOf = (actor: Actor) => testContext({ database: db.database, clock, actor });
const staff = () => contextOf({ kind: 'staff', userId: world.staffId });

async function billed(reference: string, changes = {}): Promise<string> {
  const ctx = contextOf({ kind: 'system' });
  const chargeId = await startedCharge(db.database, world, reference);
  const { partnerId } = world;
  await acceptCdrs(ctx, { partnerId, items: [received(honestCdr(reference, changes))] });
  clock.advance(60_000);
  const { id } = await db.database.read.cdr.findFirstOrThrow({ where: { cdrId: reference } });
  await reconcileCdr(ctx, { cdrRowId: id });
  await billCharge(ctx, { chargeId });
  return chargeId;
}

beforeAll(async () => {
  db = await testDatabase();
  world = await buildBillingWorld(db.database);
  for (const n of [1, 2, 3, 4]) await billed(`PLAIN_${n}`);
  dearCharge = await billed('DEAR%1', DEAR);
});
afterAll(() => db.close());

const verbs = {
  listPartners: (ctx) => listPartners(ctx, {}),
  viewPartner: (ctx) => viewPartner(ctx, { id: world.partnerId }),
  listCdrs: (ctx) => listCdrs(ctx, {}),
  viewCdr: (ctx) => viewCdr(ctx, { id: world.partnerId }),
  listConsoleCharges: (ctx) => listConsoleCharges(ctx, {}),
  viewConsoleCharge: (ctx) => viewConsoleCharge(ctx, { id: dearCharge }),
  listInvoices: (ctx) => listInvoices(ctx, {}),
  viewInvoice: (ctx) => viewInvoice(ctx, { id: dearCharge }),
} satisfies Record<string, (ctx: ReturnType<typeof contextOf>) => Promise<unknown>>;

describe('the console', () => {
  test.each(Object.entries(verbs))(
    '%s is refused to a driver and to a stranger',
    async (_, verb) => {
      const driver = contextOf({ kind: 'driver', userId: world.userId });
      await expect(verb(driver)).rejects.toMatchObject({ code: 'not-allowed' });
      const stranger = contextOf({ kind: 'anonymous' });
      await expect(verb(stranger)).rejects.toMatchObject({ code: 'not-signed-in' });
    },
  );

  test('shows a CDR with claimed and computed side by side, and why', async () => {
    const { items, totalCount } = await listCdrs(staff(), { filter: 'disputed' });
    expect(totalCount).toBe(1);
    expect(items).toMatchObject([
      {
        cdrId: 'DEAR%1',
        party: 'NL-LOW',
        stationName: 'Lowland Centraal',
        claimedExclTax: '6.785',
        computedExclTax: '5.615',
        worstSeverity: 'error',
        findings: 1,
        timeZone: 'Europe/Amsterdam',
      },
    ]);
    const detail = await viewCdr(staff(), { id: items[0]?.id ?? '' });
    expect(detail).toMatchObject({
      chargeId: dearCharge,
      findingList: [{ code: 'R09', differenceMinor: '117', currency: 'EUR' }],
      comparison: [
        { dimension: 'ENERGY', computed: '5.265', reason: '11.7 kWh x 0.45/kWh' },
        { dimension: 'FLAT', computed: '0.35' },
        { dimension: 'TOTAL', claimed: '6.785', computed: '5.615' },
      ],
      computed: {
        kind: 'priced',
        session: { parts: [{ dimension: 'ENERGY', billed: '11.7' }, { dimension: 'FLAT' }] },
        tariff: { elements: [{}] },
        zone: { timeZone: 'Europe/Amsterdam' },
      },
      conflicts: [],
    });
    expect(JSON.parse(detail.raw)).toMatchObject({ cdrId: 'DEAR%1' });
  });

  test('shows a partner with what it has and when it was heard', async () => {
    const { items } = await listPartners(staff(), { search: 'nl-low' });
    expect(items).toMatchObject([{ name: 'Lowland Charging', locations: 1, evses: 1 }]);
    expect(await viewPartner(staff(), { id: world.partnerId })).toMatchObject({
      parties: [{ countryCode: 'NL', partyId: 'LOW', role: 'CPO' }],
      endpoints: [],
      findings: [],
    });
  });

  test('shows a charge with everything that happened, and its invoice with every posting', async () => {
    const charge = await viewConsoleCharge(staff(), { id: dearCharge });
    expect(charge).toMatchObject({
      word: 'billed',
      energyKwh: '11.7',
      total: { amount: '7.36', currency: 'EUR' },
      driverEmail: 'driver@peregrine.example',
      cdrs: [{ cdrId: 'DEAR%1', state: 'disputed' }],
    });
    expect(charge.timeline.map(({ event }) => event)).toEqual(['cdr-received', 'invoice-issued']);
    const { items } = await listInvoices(staff(), { search: charge.invoiceNumber ?? '' });
    const invoice = await viewInvoice(staff(), { id: items[0]?.id ?? '' });
    expect(invoice).toMatchObject({ vat: { amount: '1.28' }, paymentState: 'open' });
    expect(invoice.lines.map((line) => line.total.amount)).toEqual(['6.94', '0.42']);
    expect(invoice.postings.map(({ account, amount }) => [account, amount.amount])).toEqual([
      ['roaming-purchase', '5.62'],
      ['cpo-payable:NL-LOW', '-5.62'],
      ['driver-receivable', '7.36'],
      ['revenue', '-6.08'],
      ['vat:NL:21', '-1.28'],
    ]);
  });

  test.each(['listCdrs', 'listConsoleCharges', 'listInvoices'] as const)(
    '%s pages through all rows once, the newest first, and counts all that match',
    async (name) => {
      const lists: Record<string, (query: object) => Promise<Page<{ readonly id: string }>>> = {
        listCdrs: (query) => listCdrs(staff(), query),
        listConsoleCharges: (query) => listConsoleCharges(staff(), query),
        listInvoices: (query) => listInvoices(staff(), query),
      };
      const list = lists[name];
      if (!list) throw new Error(name);
      const whole = await list({});
      expect(whole.items).toHaveLength(5);
      expect(whole.nextCursor).toBeUndefined();
      const ids: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await list({ limit: 2, ...(cursor && { cursor }) });
        expect(page.totalCount).toBe(5);
        ids.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor;
      } while (cursor);
      expect(ids).toEqual(whole.items.map(({ id }) => id));
    },
  );

  test.each(['received', '-ended', 'energy', 'claimed', '-difference', 'findings'])(
    'orders all CDRs by %s, page by page',
    async (sort) => {
      const whole = await listCdrs(staff(), { sort });
      const first = await listCdrs(staff(), { sort, limit: 3 });
      const rest = await listCdrs(staff(), { sort, cursor: first.nextCursor ?? '' });
      expect([...first.items, ...rest.items]).toEqual(whole.items);
      const other = listCdrs(staff(), { sort: '-claimed', cursor: first.nextCursor ?? '' });
      await expect(other).rejects.toMatchObject({ code: 'invalid-input', field: 'cursor' });
    },
  );

  test('puts the greatest difference first where it is asked for, and knows its orders', async () => {
    const { items } = await listCdrs(staff(), { sort: '-difference' });
    expect(items.map(({ cdrId }) => cdrId)[0]).toBe('DEAR%1');
    const last = (await listCdrs(staff(), { sort: 'difference' })).items.at(-1);
    expect(last?.cdrId).toBe('DEAR%1');
    const refused = { code: 'invalid-input', field: 'sort' };
    for (const list of [listCdrs, listPartners, listConsoleCharges, listInvoices]) {
      await expect(list(staff(), { sort: 'constructor' })).rejects.toMatchObject(refused);
    }
    for (const sort of ['name', '-heard', 'reached', '-locations', 'findings']) {
      expect((await listPartners(staff(), { sort })).items).toHaveLength(1);
    }
    for (const sort of ['created', 'driver', '-total']) {
      expect((await listConsoleCharges(staff(), { sort })).items).toHaveLength(5);
    }
    for (const sort of ['issued', '-number', 'driver', 'total']) {
      expect((await listInvoices(staff(), { sort })).items).toHaveLength(5);
    }
  });

  test('searches for what was typed: % and _ are characters', async () => {
    const found = async (search: string) => (await listCdrs(staff(), { search })).totalCount;
    expect(await found('dear%')).toBe(1);
    expect(await found('%')).toBe(1);
    expect(await found('plain_')).toBe(4);
    expect(await found('plain')).toBe(4);
    expect(await found('  ')).toBe(5);
  });

  test('refuses a cursor and an id that are none', async () => {
    const invalid = { code: 'invalid-input', field: 'cursor' };
    for (const cursor of ['x', Buffer.from('null').toString('base64url')]) {
      await expect(listCdrs(staff(), { cursor })).rejects.toMatchObject(invalid);
    }
    const notFound = { code: 'not-found' };
    await expect(viewCdr(staff(), { id: 'DROP' })).rejects.toMatchObject(notFound);
    await expect(viewInvoice(staff(), { id: crypto.randomUUID() })).rejects.toMatchObject(notFound);
  });
});
