import { decimal } from '@peregrine/domain';
import {
  buildPlan,
  insertDriver,
  type TestDatabase,
  testContext,
  testDatabase,
} from '@peregrine/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addPlanVersion } from './add-plan-version.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const GO_PLAN = buildPlan();
const validFrom = new Date('2026-01-01T00:00:00Z');
const go = { planKey: 'go', version: 1, plan: GO_PLAN, validFrom };
const versions = () => db.database.read.planVersion.findMany({ orderBy: { version: 'asc' } });

test('a version that is there stays as it was added', async () => {
  const system = testContext({ database: db.database });
  await addPlanVersion(system, go);
  const dearer = { ...GO_PLAN, partnerFeePerKwh: decimal('0.50') };
  await addPlanVersion(system, { ...go, plan: dearer });
  expect(await versions()).toMatchObject([{ version: 1, body: GO_PLAN }]);
});

test('a plan that would sell below cost is refused, with the fee named', async () => {
  const system = testContext({ database: db.database });
  const plan = { ...GO_PLAN, partnerFeePerKwh: decimal('-0.01') };
  await expect(addPlanVersion(system, { ...go, version: 2, plan })).rejects.toMatchObject({
    code: 'invalid-input',
    field: 'partnerFeePerKwh',
  });
  expect(await versions()).toHaveLength(1);
});

test('a driver adds no plan', async () => {
  const { id: userId } = await insertDriver(db.database.read);
  const driver = testContext({ database: db.database, actor: { kind: 'driver', userId } });
  await expect(addPlanVersion(driver, { ...go, version: 3 })).rejects.toMatchObject({
    code: 'not-allowed',
  });
});
