import { extendAuthSession } from '@peregrine/db';
import type { Context } from '../context.ts';
import { hashSessionToken } from './hash-session-token.ts';
import type { AuthSessionView } from './sign-in-types.ts';

/** Lets a signed-in browser stay longer; undefined when it is not signed in. */
export async function updateAuthSession(
  ctx: Context,
  input: { readonly sessionToken: string; readonly expires: Date },
): Promise<AuthSessionView | undefined> {
  const hash = hashSessionToken(input.sessionToken);
  const found = await ctx.db.tx((tx) => extendAuthSession(tx, hash, input.expires));
  return found && { ...input, userId: found.userId };
}
