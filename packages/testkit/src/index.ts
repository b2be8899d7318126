export { buildCdr } from './builders/cdr.ts';
export { buildConnector, buildEvse, buildLocation } from './builders/location.ts';
export { buildPlan } from './builders/plan.ts';
export {
  insertCharge,
  insertDriver,
  insertPartner,
  insertPlan,
  insertToken,
} from './builders/rows.ts';
export { buildSession } from './builders/session.ts';
export { at, buildTariff, component, dec, vat } from './builders/tariff.ts';
export { buildToken, tokenRefOf } from './builders/token.ts';
export { type BankScript, TestBank } from './charging/bank.ts';
export { type ChargingWorld, chargingWorld } from './charging/charging-world.ts';
export { type TestOperator, testOperator } from './charging/operator.ts';
export { type TestClock, testClock } from './context/test-clock.ts';
export { SELLER_SETTINGS, TEST_SELLER, TEST_URLS, testContext } from './context/test-context.ts';
export { type TestDatabase, testDatabase } from './database/test-database.ts';
