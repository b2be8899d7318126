import type { DriverContext } from '../charging/start-charge.ts';
import { ServiceError } from '../errors.ts';
import { need } from '../need.ts';
import { customerOf } from './customer-of.ts';

/**
 * Opens the provider's page that saves a card and answers its URL; the browser comes back to
 * `returnPath` (a path of ours). The card is here when the provider's webhook has told.
 */
export async function openCardPage(
  ctx: DriverContext,
  input: { readonly returnPath?: string | undefined },
): Promise<{ readonly url: string }> {
  const returnPath = input.returnPath ?? '/account';
  // `//host` and `/\host` would leave our site.
  if (!/^\/(?![/\\])/.test(returnPath)) {
    throw new ServiceError('invalid-input', 'Not a page of ours.', { field: 'returnPath' });
  }
  const customerId = await customerOf(ctx, ctx.actor.userId);
  const back = new URL(returnPath, ctx.urls.web);
  back.searchParams.set('card', 'saved');
  return await need(ctx.ports.payments, 'payments').openCardPage({
    customerId,
    successUrl: back.href,
    cancelUrl: new URL(returnPath, ctx.urls.web).href,
  });
}
