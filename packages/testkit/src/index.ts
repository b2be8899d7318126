export { type TestClock, testClock } from './context/test-clock.ts';
export { TEST_SELLER, TEST_URLS, testContext } from './context/test-context.ts';
export { type TestDatabase, testDatabase } from './database/test-database.ts';
