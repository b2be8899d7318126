import { findAuthSessionByHash } from '@peregrine/db';
import type { Context } from '../context.ts';
import { hashSessionToken } from './hash-session-token.ts';
import type { AuthSessionView, SignInUser } from './sign-in-types.ts';

/** Who a signed-in browser is; undefined when its token is unknown. */
export async function findAuthSession(
  ctx: Context,
  input: { readonly sessionToken: string },
): Promise<{ readonly session: AuthSessionView; readonly user: SignInUser } | undefined> {
  const found = await findAuthSessionByHash(ctx.db.read, hashSessionToken(input.sessionToken));
  if (!found) return undefined;
  const { userId, expiresAt, user } = found;
  return { session: { sessionToken: input.sessionToken, userId, expires: expiresAt }, user };
}
