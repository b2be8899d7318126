import { testDatabase } from '@peregrine/testkit';
import { afterAll, expect, test } from 'vitest';
import { openDatabase } from './open-database.ts';

const db = await testDatabase();
const { database } = db;
afterAll(() => db.close());

const countUsers = () => database.read.user.count();

test('a transaction commits when it resolves and leaves nothing when it throws', async () => {
  await database.tx((tx) => tx.user.create({ data: { email: 'kept@peregrine.example' } }));
  const failing = database.tx(async (tx) => {
    await tx.user.create({ data: { email: 'gone@peregrine.example' } });
    throw new Error('changed my mind');
  });
  await expect(failing).rejects.toThrow('changed my mind');
  expect(await countUsers()).toBe(1);
});

test('a hot transaction commits when it resolves and leaves nothing when it throws', async () => {
  const insert = { name: 'insert_user', text: 'INSERT INTO "user" (email) VALUES ($1)' };
  const before = await countUsers();
  const { rowCount } = await database.hot((client) =>
    client.query({ ...insert, values: ['hot@peregrine.example'] }),
  );
  expect(rowCount).toBe(1);
  const failing = database.hot(async (client) => {
    await client.query({ ...insert, values: ['hot-gone@peregrine.example'] });
    throw new Error('changed my mind');
  });
  await expect(failing).rejects.toThrow('changed my mind');
  expect(await countUsers()).toBe(before + 1);
});

test('a hundred transactions at once wait for their turn instead of failing', async () => {
  const small = openDatabase({ url: db.appUrl, poolSize: 3, applicationName: 'small' });
  const work = Array.from({ length: 100 }, (_, index) =>
    index % 2 === 0
      ? small.tx((tx) => tx.partnerFinding.count())
      : small.hot(async (client) => (await client.query({ text: 'SELECT 0 AS count' })).rowCount),
  );
  const results = await Promise.all(work);
  expect(results.filter((result) => result !== 0 && result !== 1)).toEqual([]);
  await small.close();
});

test('a read inside a full house of transactions is answered, not starved', async () => {
  const small = openDatabase({ url: db.appUrl, poolSize: 2, applicationName: 'tiny' });
  const counts = await Promise.all(
    Array.from({ length: 8 }, () => small.tx(async () => small.read.partner.count())),
  );
  expect(counts).toEqual(Array(8).fill(0));
  await small.close();
});

test('a connection killed inside a transaction rejects it, and the next one works', async () => {
  const killed = database.hot(async (client) => {
    const { rows } = await client.query<{ pid: number }>({
      text: 'SELECT pg_backend_pid() AS pid',
    });
    await db.sql('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    await client.query({ text: 'SELECT 1' });
  });
  await expect(killed).rejects.toThrow();
  const { rows } = await database.hot((client) => client.query({ text: 'SELECT 1 AS one' }));
  expect(rows).toEqual([{ one: 1 }]);
});

test('a Prisma transaction whose connection is killed rejects, and the next one works', async () => {
  const killed = database.tx(async (tx) => {
    const rows = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
    await db.sql('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    await tx.user.count();
  });
  await expect(killed).rejects.toThrow();
  expect(await database.tx((tx) => tx.partner.count())).toBe(0);
});

test('a commit that the database refuses rejects, and the connection serves on', async () => {
  const small = openDatabase({ url: db.appUrl, poolSize: 2, applicationName: 'refused' });
  const unbalanced = () =>
    small.tx((tx) =>
      tx.posting.create({
        data: { entryKey: 'x', account: 'a', amountMinor: 1n, currency: 'EUR', at: new Date(0) },
      }),
    );
  for (let round = 0; round < 5; round += 1) await expect(unbalanced()).rejects.toThrow();
  expect(await small.read.posting.count()).toBe(0);
  await small.close();
});
