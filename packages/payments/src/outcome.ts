import Stripe from 'stripe';

/** A hold, capture or charge as Stripe reports it, reduced to what the house acts on. */
export type PaymentOutcome =
  | { readonly kind: 'held'; readonly intentId: string; readonly captureBefore?: Date }
  | { readonly kind: 'captured'; readonly intentId: string; readonly amountMinor: bigint }
  | { readonly kind: 'canceled'; readonly intentId: string }
  | { readonly kind: 'declined'; readonly intentId?: string; readonly code: string }
  | { readonly kind: 'authentication-required'; readonly intentId?: string };

/**
 * Reads an intent's state (Stripe, PaymentIntent.status). Undefined while it is still moving
 * (`processing`): whoever asked tries again.
 */
export function outcomeOfIntent(intent: Stripe.PaymentIntent): PaymentOutcome | undefined {
  const intentId = intent.id;
  switch (intent.status) {
    case 'requires_capture':
      return { kind: 'held', intentId, ...captureBeforeOf(intent) };
    case 'succeeded':
      return { kind: 'captured', intentId, amountMinor: BigInt(intent.amount_received) };
    case 'canceled':
      return { kind: 'canceled', intentId };
    case 'requires_action':
      return { kind: 'authentication-required', intentId };
    case 'requires_payment_method': {
      const failure = intent.last_payment_error;
      if (failure?.code === 'authentication_required') {
        return { kind: 'authentication-required', intentId };
      }
      return {
        kind: 'declined',
        intentId,
        code: failure?.decline_code ?? failure?.code ?? 'declined',
      };
    }
    default:
      return undefined;
  }
}

/** A refusal by the card or its bank is an outcome; everything else is thrown on. */
export function outcomeOfError(error: unknown): PaymentOutcome {
  // A card or customer that Stripe does not know (any more) cannot pay, however often it is asked.
  if (
    error instanceof Stripe.errors.StripeInvalidRequestError &&
    (error.param === 'payment_method' || error.param === 'customer')
  ) {
    return { kind: 'declined', code: error.code ?? 'resource_missing' };
  }
  if (!(error instanceof Stripe.errors.StripeCardError)) throw error;
  const known = error.payment_intent ? { intentId: error.payment_intent.id } : {};
  if (error.code === 'authentication_required') {
    return { kind: 'authentication-required', ...known };
  }
  return { kind: 'declined', ...known, code: error.decline_code ?? error.code ?? 'declined' };
}

function captureBeforeOf(intent: Stripe.PaymentIntent): { captureBefore?: Date } {
  const charge = intent.latest_charge;
  if (!charge || typeof charge === 'string') return {};
  const seconds = charge.payment_method_details?.card?.capture_before;
  return seconds ? { captureBefore: new Date(seconds * 1000) } : {};
}

/** Stripe's amounts are JSON integers of minor units; beyond 2^53 something is very wrong. */
export function stripeAmount(minor: bigint): number {
  const value = Number(minor);
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`no amount: ${minor}`);
  return value;
}
