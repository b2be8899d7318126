import { findUserBy } from '@peregrine/db';
import type { Context } from '../context.ts';
import type { SignInUser } from './sign-in-types.ts';

/** The account of an id or of an email (in any case); undefined when there is none. */
export async function findUser(
  ctx: Context,
  input: { readonly id: string } | { readonly email: string },
): Promise<SignInUser | undefined> {
  return await findUserBy(ctx.db.read, input);
}
