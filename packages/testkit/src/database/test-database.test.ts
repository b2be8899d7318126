import { afterAll, expect, test } from 'vitest';
import { testDatabase } from './test-database.ts';

const one = await testDatabase();
const other = await testDatabase();
afterAll(async () => {
  await one.close();
  await other.close();
});

test('each test database is migrated and alone', async () => {
  await one.database.tx((tx) =>
    tx.user.create({ data: { email: 'Driver@peregrine.example', role: 'driver' } }),
  );
  expect(await one.database.read.user.count()).toBe(1);
  expect(await other.database.read.user.count()).toBe(0);
  // citext: people write their address in any case.
  const found = await one.database.read.user.findUnique({
    where: { email: 'driver@PEREGRINE.example' },
  });
  expect(found?.role).toBe('driver');
});

test('closing drops the database', async () => {
  const third = await testDatabase();
  const name = new URL(third.url).pathname.slice(1);
  await third.close();
  expect(await one.sql('SELECT FROM pg_database WHERE datname = $1', [name])).toEqual([]);
});
