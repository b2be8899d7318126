import type { Token } from '@peregrine/domain';
import {
  insertDriver,
  insertPartner,
  type TestDatabase,
  testClock,
  testContext,
  testDatabase,
} from '@peregrine/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PartnerGateway } from '../ports.ts';
import { issueAppToken } from './issue-app-token.ts';
import { pushToken } from './push-token.ts';
import { registerCard } from './register-card.ts';
import { sweepTokenPushes } from './sweep-token-pushes.ts';

let store: TestDatabase;
let partnerId: string;
const pushed: Token[] = [];
let failure: Error | undefined;
const ocpi = {
  pushToken: async (_: unknown, token: Token) => {
    if (failure) throw failure;
    pushed.push(token);
  },
} as PartnerGateway;
const secrets = { seal: (text: string) => text, open: (sealed: string) => sealed };
const ctx = () =>
  testContext({
    database: store.database,
    clock: testClock(),
    ports: { partners: { ocpi, internal: ocpi }, secrets },
  });

beforeAll(async () => {
  store = await testDatabase();
  const endpoints = {
    create: [{ module: 'tokens', role: 'RECEIVER', url: 'https://cpo.example/tokens' }],
  };
  const theirTokenSealed = 'their-token';
  partnerId = (await insertPartner(store.database.read, { endpoints, theirTokenSealed })).id;
});
afterAll(() => store.close());

const newDriver = () => insertDriver(store.database.read);
const pushJobs = (uid: string) =>
  store.sql('SELECT 1 FROM graphile_worker.jobs WHERE key = $1', [`token:${uid}:${partnerId}`]);

test('a driver gets one app token of 20 characters that never changes, and it is to be pushed', async () => {
  const { id: userId } = await newDriver();
  const token = await issueAppToken(ctx(), { userId });
  expect(token).toMatchObject({
    type: 'APP_USER',
    tokenUid: expect.stringMatching(/^[A-Z2-7]{20}$/),
    contractId: expect.stringMatching(/^NL-PER-C[A-Z0-9]{8}$/),
  });
  expect((await issueAppToken(ctx(), { userId })).tokenUid).toBe(token.tokenUid);
  expect(await pushJobs(token.tokenUid)).toHaveLength(1);
});

test('a card is registered by staff, for a driver that exists, once', async () => {
  const driver = await newDriver();
  const staff = { ...ctx(), actor: { kind: 'staff', userId: driver.id } } as const;
  const card = { email: driver.email, tokenUid: '04a2b3c4d5e680', visualNumber: '0001' };
  expect(await registerCard(staff, card)).toEqual({ tokenUid: '04A2B3C4D5E680' });
  await expect(registerCard(staff, card)).rejects.toMatchObject({ code: 'conflict' });
  await expect(
    registerCard(staff, { ...card, tokenUid: 'ABCD1234', email: 'nobody@peregrine.example' }),
  ).rejects.toMatchObject({ code: 'not-found', field: 'email' });
  await expect(registerCard(staff, { ...card, tokenUid: 'a b' })).rejects.toMatchObject({
    code: 'invalid-input',
  });
  const driverActor = { ...ctx(), actor: { kind: 'driver', userId: driver.id } } as const;
  await expect(registerCard(driverActor, card)).rejects.toMatchObject({ code: 'not-allowed' });
});

test('a push is kept with the state that was confirmed, a failure is kept and tried again', async () => {
  const { id: userId } = await newDriver();
  const { tokenUid } = await issueAppToken(ctx(), { userId });
  failure = new Error('HTTP 503');
  await expect(pushToken(ctx(), { tokenUid, partnerId })).rejects.toThrow('HTTP 503');
  const push = () =>
    store.database.read.tokenPush.findUniqueOrThrow({
      where: { tokenUid_partnerId: { tokenUid, partnerId } },
    });
  expect(await push()).toMatchObject({ pushedState: null, error: 'HTTP 503' });
  expect((await sweepTokenPushes(ctx())).enqueued).toBeGreaterThan(0);
  failure = undefined;
  await pushToken(ctx(), { tokenUid, partnerId });
  expect(pushed.at(-1)?.tokenUid).toBe(tokenUid);
  expect(await push()).toMatchObject({ pushedState: testClock().now(), error: null });
});
