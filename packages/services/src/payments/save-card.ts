import { findUserBy, keepCard, listStoredCards } from '@peregrine/db';
import type { Context } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { need } from '../need.ts';
import { customerOf } from './customer-of.ts';

/**
 * Gives a driver a card that the payment provider already knows by its id, e.g. a test card or one
 * of an import (the system alone: drivers save cards on the provider's page). A driver with a card
 * keeps it.
 */
export async function saveCard(
  ctx: Context,
  input: { readonly userId: string; readonly paymentMethodId: string },
): Promise<void> {
  if (ctx.actor.kind !== 'system') {
    throw new ServiceError('not-allowed', 'Cards are saved by their owners.');
  }
  const user = await findUserBy(ctx.db.read, { id: input.userId });
  if (!user) throw new ServiceError('not-found', 'This account is not known.');
  if ((await listStoredCards(ctx.db.read, user.id)).length > 0) return;
  const customerId = await customerOf(ctx, user.id);
  const { paymentMethodId } = input;
  const payments = need(ctx.ports.payments, 'payments');
  const card = await payments.attachCard({ customerId, paymentMethodId });
  await ctx.db.tx((tx) => keepCard(tx, user.id, card, ctx.clock.now()));
}
