import { changeUser } from '@peregrine/db';
import type { Context } from '../context.ts';
import type { SignInUser } from './sign-in-types.ts';

/** Changes what a person's account says of them. */
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
