import { findCustomer, findUserBy, keepCustomer } from '@peregrine/db';
import type { Context } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { need } from '../need.ts';

/** A user at the payment provider: made there once, the user's id being the idempotency key. */
export async function customerOf(ctx: Context, userId: string): Promise<string> {
  const known = await findCustomer(ctx.db.read, userId);
  if (known) return known;
  const user = await findUserBy(ctx.db.read, { id: userId });
  if (!user) throw new ServiceError('not-found', 'This account is not known.');
  const payments = need(ctx.ports.payments, 'payments');
  const { customerId } = await payments.createCustomer({ userId, email: user.email });
  return await ctx.db.tx(async (tx) => {
    await keepCustomer(tx, userId, customerId);
    return (await findCustomer(tx, userId)) ?? customerId;
  });
}
