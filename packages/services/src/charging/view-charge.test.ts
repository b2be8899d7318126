import {
  insertCharge,
  insertDriver,
  insertPartner,
  testContext,
  testDatabase,
} from '@peregrine/testkit';
import { afterAll, expect, test } from 'vitest';
import { viewCharge } from './view-charge.ts';

const db = await testDatabase();
afterAll(() => db.close());

test('a charge of which neither plan nor session is known has no currency and no price', async () => {
  const { read } = db.database;
  const driver = await insertDriver(read);
  const partner = await insertPartner(read);
  const charge = await insertCharge(read, { userId: driver.id, partnerId: partner.id });
  const actor = { kind: 'driver', userId: driver.id } as const;
  const view = await viewCharge(testContext({ database: db.database, actor }), {
    chargeId: charge.id,
  });
  expect(view).toMatchObject({ id: charge.id, unitPrices: [], lines: [] });
  expect(view).not.toHaveProperty('currency');
  expect(view).not.toHaveProperty('costSoFar');
});
