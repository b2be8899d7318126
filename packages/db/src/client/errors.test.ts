import { insertDriver, testDatabase } from '@peregrine/testkit';
import { afterAll, expect, test } from 'vitest';
import { isUniqueViolation } from './errors.ts';

const db = await testDatabase();
const { database } = db;
afterAll(() => db.close());

const email = 'twice@peregrine.example';
await database.tx((tx) => insertDriver(tx, { email }));

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => expect.unreachable('it must fail'),
    (error: unknown) => error,
  );

test.each([
  ['a Prisma write', () => database.tx((tx) => insertDriver(tx, { email }))],
  [
    'Prisma raw SQL',
    () => database.tx((tx) => tx.$executeRaw`INSERT INTO "user" (email) VALUES (${email})`),
  ],
  [
    'hot SQL',
    () =>
      database.hot((client) =>
        client.query({ text: 'INSERT INTO "user" (email) VALUES ($1)', values: [email] }),
      ),
  ],
])('a unique violation of %s is known, by name too', async (_, write) => {
  const error = await failureOf(write());
  expect(isUniqueViolation(error)).toBe(true);
  expect(isUniqueViolation(error, 'user_email_key')).toBe(true);
  expect(isUniqueViolation(error, 'partner_name_key')).toBe(false);
});

test('a check violation is none', async () => {
  const posting = { entryKey: 'invoice:1', account: 'a', amountMinor: 1n, at: new Date(0) };
  const error = await failureOf(
    database.tx((tx) => tx.posting.create({ data: { ...posting, currency: 'eur' } })),
  );
  expect(error).toBeInstanceOf(Error);
  expect(isUniqueViolation(error)).toBe(false);
});

test('other errors are none', () => {
  for (const error of [new Error('23505'), undefined, 'text', { code: '23505' }]) {
    expect(isUniqueViolation(error)).toBe(false);
  }
});
