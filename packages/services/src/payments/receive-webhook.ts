import { enqueue, keepWebhook } from '@peregrine/db';
import type { Context } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { need } from '../need.ts';

/**
 * Takes a webhook of the payment provider: verifies its signature over the raw body, keeps the
 * event once and leaves the work to a job. Refuses invalid-input when it is not genuine.
 */
export async function receiveWebhook(
  ctx: Context,
  input: { readonly rawBody: string; readonly signature: string },
): Promise<void> {
  const payments = need(ctx.ports.payments, 'payments');
  const message = await payments.verifyWebhook(input.rawBody, input.signature);
  if (!message) {
    const options = { field: 'stripe-signature' };
    throw new ServiceError('invalid-input', 'The signature does not fit the message.', options);
  }
  const { eventId, type, raw } = message;
  await ctx.db.tx(async (tx) => {
    const receivedAt = ctx.clock.now();
    if (await keepWebhook(tx, { id: eventId, type, body: raw, receivedAt })) {
      await enqueue(tx, { name: 'process-webhook', payload: { eventId } });
    }
  });
}
