import { insertVerificationToken } from '@peregrine/db';
import type { Context } from '../context.ts';

/** Keeps a one-time sign-in token, already hashed by next-auth. */
export async function createVerificationToken(
  ctx: Context,
  input: { readonly identifier: string; readonly token: string; readonly expires: Date },
): Promise<void> {
  const { identifier, token, expires } = input;
  await ctx.db.tx((tx) => insertVerificationToken(tx, { identifier, token, expiresAt: expires }));
}
