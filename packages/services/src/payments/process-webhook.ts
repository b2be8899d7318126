import {
  enqueue,
  findAttempt,
  findAttemptByIntent,
  findUserOfCustomer,
  findWebhook,
  keepCard,
  markWebhookProcessed,
  type StoredAttempt,
  type Tx,
} from '@peregrine/db';
import type { Context } from '../context.ts';
import { need } from '../need.ts';
import type { WebhookEffect } from '../ports.ts';
import { settleAttempt } from './settle-attempt.ts';

/**
 * Does what a kept webhook asks for, once. A webhook may come before, after or without the answer of
 * the call that caused it: for our own calls it only wakes the job that asks the provider again
 * under the same key; a payment on a hosted page is known by its webhook alone.
 */
export async function processWebhook(ctx: Context, input: { readonly eventId: string }) {
  const event = await findWebhook(ctx.db.read, input.eventId);
  if (!event || event.processedAt) return;
  const effect = need(ctx.ports.payments, 'payments').readWebhook(event.body);
  if (effect.kind === 'card-saved') await saveCard(ctx, effect);
  await ctx.db.tx(async (tx) => {
    if (effect.kind === 'intent') await followIntent(tx, effect, ctx.clock.now());
    await markWebhookProcessed(tx, input.eventId, ctx.clock.now());
  });
}

async function saveCard(ctx: Context, effect: Extract<WebhookEffect, { kind: 'card-saved' }>) {
  const userId = await findUserOfCustomer(ctx.db.read, effect.customerId);
  if (!userId) return;
  const card = await need(ctx.ports.payments, 'payments').readCard(effect.paymentMethodId);
  if (!card) return;
  await ctx.db.tx((tx) => keepCard(tx, userId, card, ctx.clock.now()));
}

async function followIntent(
  tx: Tx,
  { attemptId, outcome }: Extract<WebhookEffect, { kind: 'intent' }>,
  now: Date,
): Promise<void> {
  const attempt = await attemptOf(tx, attemptId, outcome.intentId);
  if (!attempt) return;
  const payload = { chargeId: attempt.chargeId };
  // A card that is refused on the hosted page can be tried again there.
  if (attempt.kind === 'link' && outcome.kind === 'captured') {
    await settleAttempt(tx, attempt.id, outcome, now);
  }
  if (attempt.kind === 'hold' && attempt.state === 'pending') {
    await enqueue(tx, { name: 'place-hold', payload });
    return;
  }
  await enqueue(tx, { name: 'collect-payment', payload });
}

async function attemptOf(
  tx: Tx,
  attemptId: string | undefined,
  intentId: string | undefined,
): Promise<StoredAttempt | undefined> {
  const isOurs = attemptId !== undefined && /^[0-9a-f-]{36}$/.test(attemptId);
  const named = isOurs ? await findAttempt(tx, attemptId) : undefined;
  return named ?? (intentId ? await findAttemptByIntent(tx, intentId) : undefined);
}
