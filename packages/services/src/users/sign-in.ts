import { createHash, randomBytes } from 'node:crypto';
import {
  changeUser,
  deleteAuthSessionByHash,
  extendAuthSession,
  findAuthSessionByHash,
  findUserBy,
  insertAuthSession,
  insertUser,
  insertVerificationToken,
  type StoredUser,
  takeVerificationToken,
  writeAudit,
} from '@peregrine/db';
import type { Context } from '../context.ts';
import { issueAppTokenIn } from '../tokens/issue-app-token.ts';

/** A person as next-auth's adapter knows one. */
export type SignInUser = Pick<
  StoredUser,
  'id' | 'email' | 'emailVerified' | 'name' | 'role' | 'locale'
>;
export type AuthSessionView = {
  readonly sessionToken: string;
  readonly userId: string;
  readonly expires: Date;
};

/**
 * Signs a driver up and issues the app token, which is pushed to all partners. An email that is
 * known (in any case) answers its account.
 */
export async function createUser(
  ctx: Context,
  input: {
    readonly email: string;
    readonly emailVerified?: Date | null;
    readonly name?: string | null;
  },
): Promise<SignInUser> {
  const now = ctx.clock.now();
  return await ctx.db.tx(async (tx) => {
    const known = await findUserBy(tx, { email: input.email });
    if (known) return known;
    const created = await insertUser(tx, {
      email: input.email,
      emailVerified: input.emailVerified ?? null,
      name: input.name ?? null,
      role: 'driver',
      createdAt: now,
    });
    await writeAudit(tx, ctx.actor, {
      at: now,
      action: 'user.create',
      subject: 'user',
      subjectId: created.id,
    });
    await issueAppTokenIn(ctx, tx, created.id);
    return created;
  });
}

export async function findUser(
  ctx: Context,
  input: { readonly id: string },
): Promise<SignInUser | undefined> {
  return await findUserBy(ctx.db.read, input);
}

export async function findUserByEmail(
  ctx: Context,
  input: { readonly email: string },
): Promise<SignInUser | undefined> {
  return await findUserBy(ctx.db.read, input);
}

export async function updateUser(
  ctx: Context,
  input: {
    readonly id: string;
    readonly email?: string;
    readonly emailVerified?: Date | null;
    readonly name?: string | null;
    /** Of mails: `en`, `de`. */
    readonly locale?: string;
  },
): Promise<SignInUser> {
  const { id, ...changes } = input;
  return await ctx.db.tx((tx) => changeUser(tx, id, changes));
}

/** Keeps a signed-in browser; only a hash of its token is stored. */
export async function createAuthSession(
  ctx: Context,
  input: AuthSessionView,
): Promise<AuthSessionView> {
  const { sessionToken, userId, expires } = input;
  const sessionTokenHash = hashSessionToken(sessionToken);
  await ctx.db.tx((tx) => insertAuthSession(tx, { sessionTokenHash, userId, expiresAt: expires }));
  return input;
}

export async function findAuthSession(
  ctx: Context,
  input: { readonly sessionToken: string },
): Promise<{ readonly session: AuthSessionView; readonly user: SignInUser } | undefined> {
  const found = await findAuthSessionByHash(ctx.db.read, hashSessionToken(input.sessionToken));
  if (!found) return undefined;
  const { userId, expiresAt, user } = found;
  return { session: { sessionToken: input.sessionToken, userId, expires: expiresAt }, user };
}

export async function updateAuthSession(
  ctx: Context,
  input: { readonly sessionToken: string; readonly expires: Date },
): Promise<AuthSessionView | undefined> {
  const hash = hashSessionToken(input.sessionToken);
  const found = await ctx.db.tx((tx) => extendAuthSession(tx, hash, input.expires));
  return found && { ...input, userId: found.userId };
}

/** Signs a browser out. */
export async function deleteAuthSession(
  ctx: Context,
  input: { readonly sessionToken: string },
): Promise<void> {
  await ctx.db.tx((tx) => deleteAuthSessionByHash(tx, hashSessionToken(input.sessionToken)));
}

/** Keeps a one-time sign-in token, already hashed by next-auth. */
export async function createVerificationToken(
  ctx: Context,
  input: { readonly identifier: string; readonly token: string; readonly expires: Date },
): Promise<void> {
  const { identifier, token, expires } = input;
  await ctx.db.tx((tx) => insertVerificationToken(tx, { identifier, token, expiresAt: expires }));
}

/** Uses a one-time token up; undefined when it is unknown or was used. */
export async function useVerificationToken(
  ctx: Context,
  input: { readonly identifier: string; readonly token: string },
): Promise<{ identifier: string; token: string; expires: Date } | undefined> {
  const taken = await ctx.db.tx((tx) => takeVerificationToken(tx, input));
  return taken && { ...input, expires: taken.expiresAt };
}

/**
 * An ordinary one-time sign-in link, as next-auth's email provider would have mailed it: the token
 * is stored as sha256(token + secret) (next-auth 4, hashToken). `secret` is the web app's.
 */
export async function createSignInLink(
  ctx: Context,
  input: {
    readonly email: string;
    readonly secret: string;
    readonly callbackPath: string;
    readonly validMs: number;
  },
): Promise<string> {
  const token = randomBytes(32).toString('hex');
  await createVerificationToken(ctx, {
    identifier: input.email,
    token: sha256(`${token}${input.secret}`),
    expires: new Date(ctx.clock.now().getTime() + input.validMs),
  });
  const link = new URL('/api/auth/callback/email', ctx.urls.web);
  link.searchParams.set('callbackUrl', new URL(input.callbackPath, ctx.urls.web).href);
  link.searchParams.set('token', token);
  link.searchParams.set('email', input.email);
  return link.href;
}

function hashSessionToken(sessionToken: string): string {
  return sha256(sessionToken);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
