import {
  insertDriver,
  insertPartner,
  testClock,
  testContext,
  testDatabase,
} from '@peregrine/testkit';
import { afterAll, expect, test } from 'vitest';
import { sweepPersonalData } from './sweep-personal-data.ts';

const db = await testDatabase();
afterAll(() => db.close());
const { read } = db.database;
const ctx = testContext({ database: db.database, clock: testClock('2026-03-01T10:00:00Z') });
const driver = await insertDriver(read);
const partner = await insertPartner(read);

const at = (text: string) => new Date(text);

test('sign-ins go when they lapse, and not before', async () => {
  const before = at('2026-03-01T09:59:59Z');
  const after = at('2026-03-01T10:00:00Z');
  await read.verificationToken.createMany({
    data: [
      { identifier: 'a@example.org', token: 'lapsed', expiresAt: before },
      { identifier: 'a@example.org', token: 'standing', expiresAt: after },
    ],
  });
  await read.authSession.createMany({
    data: [
      { sessionTokenHash: 'lapsed', userId: driver.id, expiresAt: before },
      { sessionTokenHash: 'standing', userId: driver.id, expiresAt: after },
    ],
  });
  await sweepPersonalData(ctx);
  expect(await read.verificationToken.findMany()).toMatchObject([{ token: 'standing' }]);
  expect(await read.authSession.findMany()).toMatchObject([{ sessionTokenHash: 'standing' }]);
});

test('webhook events go after 90 days', async () => {
  const event = (id: string, receivedAt: string) => ({
    id,
    type: 'setup_intent.succeeded',
    body: { email: 'a@example.org' },
    receivedAt: at(receivedAt),
  });
  await read.webhookEvent.createMany({
    data: [event('old', '2025-12-01T09:59:59Z'), event('young', '2025-12-01T10:00:00Z')],
  });
  await sweepPersonalData(ctx);
  expect(await read.webhookEvent.findMany()).toMatchObject([{ id: 'young' }]);
});

test('authorisations go after 13 months', async () => {
  const answer = (reference: string, told: string) => ({
    reference,
    partnerId: partner.id,
    tokenUid: '04A1B2C3D4',
    allowed: 'ALLOWED',
    at: at(told),
  });
  await read.authorization.createMany({
    data: [answer('old', '2025-02-01T09:59:59Z'), answer('young', '2025-02-01T10:00:00Z')],
  });
  await sweepPersonalData(ctx);
  expect(await read.authorization.findMany()).toMatchObject([{ reference: 'young' }]);
});
