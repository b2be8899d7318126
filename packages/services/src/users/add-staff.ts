import { findUserBy, insertUser, writeAudit } from '@peregrine/db';
import type { Context } from '../context.ts';
import { ServiceError } from '../errors.ts';
import type { SignInUser } from './sign-in-types.ts';

/**
 * Adds one of the eMSP's staff (staff, or the seed). Refuses not-allowed, and conflict for an
 * address that a driver has: nobody becomes staff by signing up first.
 */
export async function addStaff(
  ctx: Context,
  input: { readonly email: string; readonly name: string },
): Promise<SignInUser> {
  if (ctx.actor.kind !== 'staff' && ctx.actor.kind !== 'system') {
    throw new ServiceError('not-allowed', 'Only staff may add staff.');
  }
  return await ctx.db.tx(async (tx) => {
    const known = await findUserBy(tx, { email: input.email });
    if (known?.role === 'staff') return known;
    if (known) throw new ServiceError('conflict', 'A driver has this address.', { field: 'email' });
    const now = ctx.clock.now();
    const user = await insertUser(tx, {
      ...input,
      emailVerified: null,
      role: 'staff',
      createdAt: now,
    });
    await writeAudit(tx, ctx.actor, {
      at: now,
      action: 'staff.add',
      subject: 'user',
      subjectId: user.id,
    });
    return user;
  });
}
