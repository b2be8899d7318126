import { takeVerificationToken } from '@peregrine/db';
import type { Context } from '../context.ts';

/** Uses a one-time token up; undefined when it is unknown or was used. */
export async function useVerificationToken(
  ctx: Context,
  input: { readonly identifier: string; readonly token: string },
): Promise<{ identifier: string; token: string; expires: Date } | undefined> {
  const taken = await ctx.db.tx((tx) => takeVerificationToken(tx, input));
  return taken && { ...input, expires: taken.expiresAt };
}
