import { randomUUID } from 'node:crypto';
import { chargingWorld, type TestDatabase, testDatabase } from '@peregrine/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { quoteCharge } from '../quotes/index.ts';
import { listCharges } from './list-charges.ts';
import { placeHold } from './place-hold.ts';
import { startCharge } from './start-charge.ts';
import { viewCharge } from './view-charge.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const place = (world: { evseRowId: string }) => ({ evseId: world.evseRowId, connectorId: '1' });

describe('a quote', () => {
  test('shows the all-in price with our part apart, and what will be held', async () => {
    const world = await chargingWorld(db);
    const quote = await quoteCharge(world.driver, place(world));
    expect(quote.price.components).toEqual([
      {
        dimension: 'ENERGY',
        per: 'kWh',
        allIn: '0.5929',
        operator: '0.5445',
        ours: '0.0484',
        stepSize: 1,
      },
      {
        dimension: 'FLAT',
        per: 'charge',
        allIn: '0.4235',
        operator: '0.4235',
        ours: '0',
        stepSize: 1,
      },
    ]);
    expect(quote.hold).toEqual({ amount: '30.00', currency: 'EUR' });
    expect(quote.expiresAt).toBe('2026-03-01T10:15:00.000Z');
  });

  test('is refused with the reason where the price is unknown', async () => {
    const world = await chargingWorld(db);
    await db.sql(`UPDATE connector SET tariff_ids = '{}' WHERE evse_row_id = $1`, [
      world.evseRowId,
    ]);
    await expect(quoteCharge(world.driver, place(world))).rejects.toMatchObject({
      code: 'price-unknown',
      field: 'no-tariff',
    });
    await db.sql(`UPDATE connector SET tariff_ids = '{LOW-NEW}' WHERE evse_row_id = $1`, [
      world.evseRowId,
    ]);
    await expect(quoteCharge(world.driver, place(world))).rejects.toMatchObject({
      field: 'tariff-not-received',
    });
  });
});

describe('a start', () => {
  test('asks for the hold and nothing else', async () => {
    const world = await chargingWorld(db);
    const chargeId = await world.start();
    const view = await viewCharge(world.driver, { chargeId });
    expect(view.word).toBe('asking');
    expect(view.unitPrices.map(({ unitPrice }) => unitPrice)).toEqual(['0.5929', '0.4235']);
    expect(await world.jobs(chargeId)).toEqual(['place-hold', 'expire-start']);
    expect(world.bank.calls).toEqual([]);
    expect(world.operator.starts).toEqual([]);
  });

  test('is one charge on a double tap, in two tabs, and at the same instant', async () => {
    const world = await chargingWorld(db);
    const quote = await quoteCharge(world.driver, place(world));
    const other = await quoteCharge(world.driver, place(world));
    const startId = randomUUID();
    const starts = await Promise.all([
      startCharge(world.driver, { startId, quoteId: quote.id }),
      startCharge(world.driver, { startId, quoteId: quote.id }),
      startCharge(world.driver, { startId: randomUUID(), quoteId: quote.id }),
      startCharge(world.driver, { startId: randomUUID(), quoteId: other.id }),
    ]);
    expect(new Set(starts.map(({ chargeId }) => chargeId)).size).toBe(1);
    expect(starts.filter(({ existing }) => !existing)).toHaveLength(1);
    expect(await listCharges(world.driver)).toHaveLength(1);
  });

  test('is refused after the quote ended, and with the quote of somebody else', async () => {
    const world = await chargingWorld(db);
    const stranger = await chargingWorld(db);
    const quote = await quoteCharge(world.driver, place(world));
    const input = { startId: randomUUID(), quoteId: quote.id };
    await expect(startCharge(stranger.driver, input)).rejects.toMatchObject({ code: 'not-found' });
    world.clock.advance(15 * 60_000);
    await expect(startCharge(world.driver, input)).rejects.toMatchObject({ code: 'quote-expired' });
  });

  const guards: [string, string, string][] = [
    ['evse-unavailable', `UPDATE evse SET status = 'CHARGING' WHERE id = $1`, 'evseRowId'],
    ['remote-start-unsupported', `UPDATE evse SET capabilities = '{}' WHERE id = $1`, 'evseRowId'],
    ['no-card', 'DELETE FROM payment_method WHERE user_id = $1', 'userId'],
    ['unknown-token', 'DELETE FROM token WHERE user_id = $1', 'userId'],
  ];
  test.each(guards)('is refused with %s', async (code, sql, key) => {
    const world = await chargingWorld(db);
    const quote = await quoteCharge(world.driver, place(world));
    await db.sql(sql, [world[key as 'userId' | 'evseRowId']]);
    const refused = startCharge(world.driver, { startId: randomUUID(), quoteId: quote.id });
    await expect(refused).rejects.toMatchObject({ code });
    expect(await listCharges(world.driver)).toEqual([]);
  });

  test('is allowed where a cable is already plugged in: the operator will tell', async () => {
    const world = await chargingWorld(db);
    const quote = await quoteCharge(world.driver, place(world));
    await db.sql(`UPDATE evse SET status = 'BLOCKED' WHERE id = $1`, [world.evseRowId]);
    const started = await startCharge(world.driver, { startId: randomUUID(), quoteId: quote.id });
    expect(started.existing).toBe(false);
  });

  test('waits while a receipt of the driver is open', async () => {
    const world = await chargingWorld(db);
    const chargeId = await world.start();
    await db.sql(
      `UPDATE charge SET settlement_state = 'open', energy_state = 'ended' WHERE id = $1`,
      [chargeId],
    );
    await expect(world.start()).rejects.toMatchObject({ code: 'unpaid-invoice' });
  });
});

describe('a declined card', () => {
  test('is said, and no command is sent', async () => {
    const world = await chargingWorld(db);
    world.bank.script.hold = 'declined';
    const chargeId = await world.start();
    await placeHold(world.system, { chargeId });
    const view = await viewCharge(world.driver, { chargeId });
    expect(view.word).toBe('refused');
    expect(view.refusal).toEqual({ code: 'card-declined' });
    expect(await world.command(chargeId)).toBeNull();
    delete world.bank.script.hold;
    await expect(world.start()).resolves.not.toBe(chargeId);
  });
});

test('a driver cannot see the charge of another one', async () => {
  const world = await chargingWorld(db);
  const stranger = await chargingWorld(db);
  const chargeId = await world.start();
  await expect(viewCharge(stranger.driver, { chargeId })).rejects.toMatchObject({
    code: 'not-found',
  });
  expect(await listCharges(stranger.driver)).toEqual([]);
});
