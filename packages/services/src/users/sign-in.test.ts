import { createHash } from 'node:crypto';
import { type TestDatabase, testClock, testContext, testDatabase } from '@peregrine/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { registerCard } from '../tokens/register-card.ts';
import { addStaff } from './add-staff.ts';
import { createAuthSession } from './create-auth-session.ts';
import { createSignInLink } from './create-sign-in-link.ts';
import { createUser } from './create-user.ts';
import { deleteAuthSession } from './delete-auth-session.ts';
import { findAuthSession } from './find-auth-session.ts';
import { findUser } from './find-user.ts';
import { mayMailLink } from './may-mail-link.ts';
import { updateAuthSession } from './update-auth-session.ts';
import { useVerificationToken } from './use-verification-token.ts';
import { viewAccount } from './view-account.ts';

let db: TestDatabase;
const clock = testClock();
const system = () => testContext({ database: db.database, clock, actor: { kind: 'system' } });
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

describe('signing up', () => {
  test('makes one account an address, in any case, with an app token', async () => {
    const user = await createUser(system(), { email: 'Kim@Example.com' });
    const again = await createUser(system(), { email: 'kim@example.com' });
    expect(again.id).toBe(user.id);
    const actor = { kind: 'driver', userId: user.id } as const;
    const account = await viewAccount(testContext({ database: db.database, clock, actor }));
    expect(account).toMatchObject({ role: 'driver', cards: [], hasOpenReceipt: false });
    expect(account.contractId).toMatch(/^NL-PER-/);
    const tokens = await db.database.read.token.findMany({ where: { userId: user.id } });
    expect(tokens).toHaveLength(1);
    expect(tokens[0]?.tokenUid).toMatch(/^[A-Z2-7]{20}$/);
  });

  test('shows charging cards by the end of their number only', async () => {
    const { id: userId } = await createUser(system(), { email: 'cards@example.com' });
    const card = { userId, tokenUid: '04A1B2C3D4', visualNumber: 'PER 0012-3456' };
    await registerCard(system(), card);
    const actor = { kind: 'driver', userId } as const;
    const account = await viewAccount(testContext({ database: db.database, clock, actor }));
    expect(account.chargingCards).toEqual([{ number: '3456', valid: true }]);
    expect(JSON.stringify(account)).not.toMatch(/04A1B2C3D4|0012/);
  });

  test('does not make anybody staff, and staff cannot be made of a driver', async () => {
    await createUser(system(), { email: 'early@example.com' });
    const input = { email: 'early@example.com', name: 'Early' };
    await expect(addStaff(system(), input)).rejects.toMatchObject({ code: 'conflict' });
    const staff = await addStaff(system(), { email: 'robin@example.com', name: 'Robin' });
    expect(await addStaff(system(), { email: 'ROBIN@example.com', name: 'R' })).toEqual(staff);
    const actor = { kind: 'driver', userId: staff.id } as const;
    const driver = testContext({ database: db.database, clock, actor });
    await expect(addStaff(driver, input)).rejects.toMatchObject({ code: 'not-allowed' });
  });
});

describe('a signed-in browser', () => {
  test('is known by its token, of which only a hash is stored', async () => {
    const { id: userId } = await createUser(system(), { email: 'session@example.com' });
    const session = { sessionToken: 'secret-token', userId, expires: new Date('2026-04-01') };
    await createAuthSession(system(), session);
    expect(await findAuthSession(system(), session)).toMatchObject({
      session,
      user: { id: userId },
    });
    const rows = await db.sql('SELECT * FROM auth_session WHERE user_id = $1', [userId]);
    expect(JSON.stringify(rows)).not.toContain('secret-token');
    const expires = new Date('2026-05-01');
    expect(await updateAuthSession(system(), { ...session, expires })).toMatchObject({ expires });
    await deleteAuthSession(system(), session);
    expect(await findAuthSession(system(), session)).toBeUndefined();
    expect(await updateAuthSession(system(), { ...session, expires })).toBeUndefined();
  });
});

describe('a sign-in link', () => {
  const secret = 'auth-secret';
  const link = async () =>
    new URL(
      await createSignInLink(system(), {
        email: 'driver@peregrine.example',
        secret,
        callbackPath: '/account',
        validMs: 3_600_000,
      }),
    );

  test('is an ordinary one of next-auth, and works once', async () => {
    const url = await link();
    expect(url.pathname).toBe('/api/auth/callback/email');
    expect(url.searchParams.get('callbackUrl')).toBe('http://127.0.0.1:3000/account');
    const identifier = url.searchParams.get('email') ?? '';
    const token = createHash('sha256')
      .update(`${url.searchParams.get('token')}${secret}`)
      .digest('hex');
    const used = await Promise.all([
      useVerificationToken(system(), { identifier, token }),
      useVerificationToken(system(), { identifier, token }),
    ]);
    expect(used.filter(Boolean)).toEqual([
      { identifier, token, expires: new Date('2026-03-01T11:00:00Z') },
    ]);
  });

  test('of a guessed token is nothing', async () => {
    await link();
    const guess = { identifier: 'driver@peregrine.example', token: 'guess' };
    expect(await useVerificationToken(system(), guess)).toBeUndefined();
  });
});

test('an unknown address has no account', async () => {
  expect(await findUser(system(), { email: 'nobody@example.com' })).toBeUndefined();
});

test('a mailbox is not filled with links: twenty may stand, then one must be used or lapse', async () => {
  const email = 'flooded@example.com';
  const link = { email, secret: 's', callbackPath: '/', validMs: 3_600_000 };
  for (let count = 0; count < 20; count += 1) await createSignInLink(system(), link);
  expect(await mayMailLink(system(), { email })).toBe(true);
  await createSignInLink(system(), link);
  expect(await mayMailLink(system(), { email })).toBe(false);
  expect(await mayMailLink(system(), { email: 'other@example.com' })).toBe(true);
  clock.advance(3_600_001);
  expect(await mayMailLink(system(), { email })).toBe(true);
});
