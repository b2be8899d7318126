import { deleteAuthSessionByHash } from '@peregrine/db';
import type { Context } from '../context.ts';
import { hashSessionToken } from './hash-session-token.ts';

/** Signs a browser out. */
export async function deleteAuthSession(
  ctx: Context,
  input: { readonly sessionToken: string },
): Promise<void> {
  await ctx.db.tx((tx) => deleteAuthSessionByHash(tx, hashSessionToken(input.sessionToken)));
}
