import { insertAuthSession } from '@peregrine/db';
import type { Context } from '../context.ts';
import { hashSessionToken } from './hash-session-token.ts';
import type { AuthSessionView } from './sign-in-types.ts';

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
