import Stripe from 'stripe';
import { outcomeOfIntent, type PaymentOutcome } from './outcome.ts';

/** What a webhook told, reduced to what the house acts on; `other` is kept and ignored. */
export type WebhookMessage = {
  readonly eventId: string;
  readonly type: string;
  readonly raw: unknown;
  readonly effect: WebhookEffect;
};

export type WebhookEffect =
  | { readonly kind: 'card-saved'; readonly customerId: string; readonly paymentMethodId: string }
  | { readonly kind: 'intent'; readonly attemptId?: string; readonly outcome: PaymentOutcome }
  | { readonly kind: 'other' };

/**
 * Verifies the signature over the raw body (Stripe-Signature, v1, five minutes of tolerance).
 * Undefined when it is not genuine. No call goes out: the effect is read from the event alone.
 */
export async function verifyWebhook(
  stripe: Stripe,
  secret: string,
  rawBody: string,
  signature: string,
): Promise<WebhookMessage | undefined> {
  try {
    const event = await stripe.webhooks.constructEventAsync(rawBody, signature, secret);
    return { eventId: event.id, type: event.type, raw: event, effect: effectOf(event) };
  } catch (error) {
    const forged = error instanceof Stripe.errors.StripeSignatureVerificationError;
    if (forged || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Reads a stored event again, as `verifyWebhook` kept it in `raw`. */
export function readWebhook(raw: unknown): WebhookEffect {
  return effectOf(raw as Stripe.Event);
}

function effectOf(event: Stripe.Event): WebhookEffect {
  switch (event.type) {
    case 'setup_intent.succeeded': {
      const { customer, payment_method } = event.data.object;
      return cardSaved(idOf(customer), idOf(payment_method));
    }
    case 'payment_method.attached':
      return cardSaved(idOf(event.data.object.customer), event.data.object.id);
    case 'payment_intent.succeeded':
    case 'payment_intent.payment_failed':
    case 'payment_intent.canceled':
    case 'payment_intent.amount_capturable_updated': {
      const intent = event.data.object;
      const outcome = outcomeOfIntent(intent);
      if (!outcome) return { kind: 'other' };
      const attemptId = intent.metadata.attempt_id;
      return { kind: 'intent', outcome, ...(attemptId ? { attemptId } : {}) };
    }
    default:
      return { kind: 'other' };
  }
}

function cardSaved(customerId: string | undefined, paymentMethodId: string | undefined) {
  if (!customerId || !paymentMethodId) return { kind: 'other' } as const;
  return { kind: 'card-saved', customerId, paymentMethodId } as const;
}

function idOf(value: string | { id: string } | null): string | undefined {
  return typeof value === 'string' ? value : value?.id;
}
