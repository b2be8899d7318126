import { randomUUID } from 'node:crypto';
import {
  type ChargingWorld,
  chargingWorld,
  type TestDatabase,
  testDatabase,
} from '@peregrine/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { placeHold } from '../charging/place-hold.ts';
import { viewCharge } from '../charging/view-charge.ts';
import { collectPayment } from './collect-payment.ts';
import { processWebhook } from './process-webhook.ts';
import { receiveWebhook } from './receive-webhook.ts';
import { releaseHold } from './release-hold.ts';
import { settleAttempt } from './settle-attempt.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

/** A charge with a hold of 30.00 that is billed at `totalMinor`. */
async function billed(world: ChargingWorld, totalMinor: bigint) {
  const chargeId = await world.start();
  await placeHold(world.system, { chargeId });
  await db.sql(
    `UPDATE charge SET settlement_state = 'billed', energy_state = 'ended', start_state = 'accepted'
     WHERE id = $1`,
    [chargeId],
  );
  const number = `PER-${randomUUID()}`;
  await db.sql(
    `INSERT INTO invoice (number, series_key, sequence, user_id, charge_id, currency, total_minor,
       vat_minor, body, payment_state, issued_at)
     VALUES ($1, $1, 1, $2, $3, 'EUR', $4, 0, '{}', 'open', now())`,
    [number, world.userId, chargeId, totalMinor.toString()],
  );
  return chargeId;
}
const word = async (world: ChargingWorld, chargeId: string) =>
  (await viewCharge(world.driver, { chargeId })).word;
async function postings(chargeId: string) {
  const rows = await db.database.read.posting.findMany({
    where: { chargeId },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ account, amountMinor }) => [account, amountMinor]);
}

describe('the final amount', () => {
  test('below the hold: captured once, the rest released, posted and marked paid', async () => {
    const world = await chargingWorld(db);
    const chargeId = await billed(world, 1228n);
    await collectPayment(world.system, { chargeId });
    await collectPayment(world.system, { chargeId });
    expect(world.bank.captures()).toEqual([1228n]);
    expect(world.bank.holds()).toEqual([]);
    expect(await word(world, chargeId)).toBe('paid');
    expect(await postings(chargeId)).toEqual([
      ['card-clearing', 1228n],
      ['driver-receivable', -1228n],
    ]);
    const invoice = await db.database.read.invoice.findUniqueOrThrow({ where: { chargeId } });
    expect(invoice.paymentState).toBe('paid');
    const audit = await db.database.read.auditEntry.findMany({ where: { subjectId: chargeId } });
    expect(audit).toContainEqual(
      expect.objectContaining({ action: 'payment.capture', details: { amountMinor: '1228' } }),
    );
  });

  test('above the hold: the hold is captured and the rest is one off-session payment', async () => {
    const world = await chargingWorld(db);
    const chargeId = await billed(world, 4250n);
    await collectPayment(world.system, { chargeId });
    expect(world.bank.captures()).toEqual([3000n, 1250n]);
    expect(await word(world, chargeId)).toBe('paid');
    expect(await postings(chargeId)).toHaveLength(4);
  });

  test('of nothing: the hold is cancelled at once', async () => {
    const world = await chargingWorld(db);
    const chargeId = await billed(world, 0n);
    await collectPayment(world.system, { chargeId });
    expect(world.bank.captures()).toEqual([]);
    expect(world.bank.holds()).toEqual([]);
    expect(await word(world, chargeId)).toBe('paid');
  });

  test('after the hold lapsed: all of it is one off-session payment', async () => {
    const world = await chargingWorld(db);
    const chargeId = await billed(world, 1228n);
    const [hold] = await db.database.read.paymentAttempt.findMany({ where: { chargeId } });
    world.bank.lapse(hold?.intentId ?? '');
    await collectPayment(world.system, { chargeId });
    expect(world.bank.captures()).toEqual([1228n]);
    expect(world.bank.calls.filter((call) => call === 'charge')).toHaveLength(1);
    expect(await word(world, chargeId)).toBe('paid');
  });
});

describe('killed', () => {
  test('after the capture and before we recorded it: one capture, recorded by the next run', async () => {
    const world = await chargingWorld(db);
    const chargeId = await billed(world, 1228n);
    world.bank.script.lost.push('capture');
    await expect(collectPayment(world.system, { chargeId })).rejects.toThrow('lost');
    expect(await word(world, chargeId)).toBe('billed');
    await collectPayment(world.system, { chargeId });
    expect(world.bank.captures()).toEqual([1228n]);
    expect(await postings(chargeId)).toHaveLength(2);
    expect(await word(world, chargeId)).toBe('paid');
  });

  test('in the off-session payment: one payment; after a day it is not asked for blindly', async () => {
    const world = await chargingWorld(db);
    const chargeId = await billed(world, 4250n);
    world.bank.script.lost.push('charge');
    await expect(collectPayment(world.system, { chargeId })).rejects.toThrow('lost');
    world.clock.advance(24 * 3_600_000);
    await collectPayment(world.system, { chargeId });
    expect(world.bank.calls.filter((call) => call === 'charge')).toHaveLength(1);
    const row = await db.database.read.charge.findUniqueOrThrow({ where: { id: chargeId } });
    expect(row.attention).toBe('payment-uncertain');
    world.clock.advance(-24 * 3_600_000);
    await collectPayment(world.system, { chargeId });
    expect(world.bank.captures()).toEqual([3000n, 1250n]);
  });

  test('two workers at once capture once', async () => {
    const world = await chargingWorld(db);
    const chargeId = await billed(world, 1228n);
    const run = () => collectPayment(world.system, { chargeId });
    await Promise.all([run(), run(), run()]);
    expect(world.bank.captures()).toEqual([1228n]);
    expect(await postings(chargeId)).toHaveLength(2);
  });
});

test('the first of two reports about a payment counts', async () => {
  const world = await chargingWorld(db);
  const chargeId = await billed(world, 1228n);
  await collectPayment(world.system, { chargeId });
  const [, capture] = await db.database.read.paymentAttempt.findMany({
    where: { chargeId },
    orderBy: { createdAt: 'asc' },
  });
  const late = { kind: 'declined', code: 'late' } as const;
  const now = world.clock.now();
  await db.database.tx((tx) => settleAttempt(tx, capture?.id ?? '', late, now));
  const after = await db.database.read.paymentAttempt.findUniqueOrThrow({
    where: { id: capture?.id ?? '' },
  });
  expect(after).toMatchObject({ kind: 'capture', state: 'succeeded', amountMinor: 1228n });
});

describe('a refused payment', () => {
  test.each(['declined', 'authentication-required'] as const)(
    'by %s leaves the invoice open with a link, and the paid link closes it',
    async (refusal) => {
      const world = await chargingWorld(db);
      const chargeId = await billed(world, 4250n);
      world.bank.script.charge = refusal;
      await collectPayment(world.system, { chargeId });
      await collectPayment(world.system, { chargeId });
      const open = await viewCharge(world.driver, { chargeId });
      expect(open.word).toBe('payment-open');
      expect(world.bank.pages).toHaveLength(1);
      const [page] = world.bank.pages;
      expect(page?.amountMinor).toBe(1250n);
      expect(open.paymentUrl).toBe(`https://bank.example/pay/${page?.attemptId}`);
      await expect(world.start()).rejects.toMatchObject({ code: 'unpaid-invoice' });

      const outcome = { kind: 'captured', intentId: 'pi_page', amountMinor: '1250' };
      const effect = { kind: 'intent', attemptId: page?.attemptId, outcome };
      const rawBody = JSON.stringify({ id: `evt_${chargeId}`, type: 'paid', effect });
      for (let time = 0; time < 2; time += 1) {
        await receiveWebhook(world.system, { rawBody, signature: 'genuine' });
        await processWebhook(world.system, { eventId: `evt_${chargeId}` });
      }
      await collectPayment(world.system, { chargeId });
      expect(await word(world, chargeId)).toBe('paid');
      expect(await postings(chargeId)).toHaveLength(4);
    },
  );
});

describe('a hold without a record', () => {
  test('is released 12 hours before it lapses, and the charge is paid off-session later', async () => {
    const world = await chargingWorld(db);
    const chargeId = await world.start();
    await placeHold(world.system, { chargeId });
    await db.sql(
      `UPDATE charge SET settlement_state = 'awaiting-record', energy_state = 'ended' WHERE id = $1`,
      [chargeId],
    );
    await db.sql(`UPDATE payment_attempt SET capture_before = $2 WHERE charge_id = $1`, [
      chargeId,
      new Date(world.clock.now().getTime() + 13 * 3_600_000),
    ]);
    await releaseHold(world.system, { chargeId });
    expect(world.bank.holds()).toEqual([3000n]);
    world.clock.advance(61 * 60_000);
    await releaseHold(world.system, { chargeId });
    expect(world.bank.holds()).toEqual([]);
    await db.sql(`UPDATE charge SET settlement_state = 'billed' WHERE id = $1`, [chargeId]);
    await db.sql(
      `INSERT INTO invoice (number, series_key, sequence, user_id, charge_id, currency, total_minor,
         vat_minor, body, payment_state, issued_at)
       VALUES ('PER-LATE', 'PER-LATE', 1, $1, $2, 'EUR', 736, 0, '{}', 'open', now())`,
      [world.userId, chargeId],
    );
    await collectPayment(world.system, { chargeId });
    expect(world.bank.captures()).toEqual([736n]);
  });

  test('is left alone while the charge runs', async () => {
    const world = await chargingWorld(db);
    const chargeId = await world.start();
    await placeHold(world.system, { chargeId });
    await releaseHold(world.system, { chargeId });
    expect(world.bank.calls).toEqual(['hold']);
  });
});

describe('a webhook', () => {
  const card = (world: ChargingWorld) => ({
    id: `evt_${randomUUID()}`,
    type: 'setup_intent.succeeded',
    effect: {
      kind: 'card-saved',
      customerId: `cus_${world.userId}`,
      paymentMethodId: randomUUID(),
    },
  });

  test('that is not genuine is refused and kept nowhere', async () => {
    const world = await chargingWorld(db);
    const message = card(world);
    const forged = { rawBody: JSON.stringify(message), signature: 'forged' };
    await expect(receiveWebhook(world.system, forged)).rejects.toMatchObject({
      code: 'invalid-input',
    });
    const kept = await db.database.read.webhookEvent.count({ where: { id: message.id } });
    expect(kept).toBe(0);
  });

  test('saves a card once, however often it comes, and the newest card pays', async () => {
    const world = await chargingWorld(db);
    const message = card(world);
    for (let time = 0; time < 3; time += 1) {
      const genuine = { rawBody: JSON.stringify(message), signature: 'genuine' };
      await receiveWebhook(world.system, genuine);
      await processWebhook(world.system, { eventId: message.id });
    }
    const cards = await db.database.read.paymentMethod.findMany({
      where: { userId: world.userId },
      orderBy: { createdAt: 'desc' },
    });
    expect(cards.map(({ preferred }) => preferred)).toEqual([true, false]);
  });

  test('of a hold that comes before its answer wakes the start, which asks again', async () => {
    const world = await chargingWorld(db);
    const chargeId = await world.start();
    world.bank.script.lost.push('hold');
    await expect(placeHold(world.system, { chargeId })).rejects.toThrow('lost');
    const [hold] = await db.database.read.paymentAttempt.findMany({ where: { chargeId } });
    const effect = {
      kind: 'intent',
      attemptId: hold?.id,
      outcome: { kind: 'held', intentId: 'pi_1' },
    };
    const id = `evt_${chargeId}`;
    const rawBody = JSON.stringify({ id, type: 'held', effect });
    await receiveWebhook(world.system, { rawBody, signature: 'genuine' });
    await processWebhook(world.system, { eventId: id });
    const jobs = await world.jobs(chargeId);
    expect(jobs.filter((name) => name === 'place-hold')).toHaveLength(2);
  });
});
