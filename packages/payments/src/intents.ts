import type { Currency } from '@peregrine/domain';
import Stripe from 'stripe';
import { outcomeOfError, outcomeOfIntent, type PaymentOutcome, stripeAmount } from './outcome.ts';

export type IntentOrder = {
  readonly attemptId: string;
  readonly chargeId: string;
  readonly customerId: string;
  readonly paymentMethodId: string;
  readonly amountMinor: bigint;
  readonly currency: Currency;
};

/** Reserves an amount on a saved card: manual capture, the driver need not be present. */
export function hold(stripe: Stripe, order: IntentOrder): Promise<PaymentOutcome> {
  return createIntent(stripe, order, 'manual');
}

/** Charges a saved card at once while the driver is away. */
export function chargeOffSession(stripe: Stripe, order: IntentOrder): Promise<PaymentOutcome> {
  return createIntent(stripe, order, 'automatic');
}

async function createIntent(
  stripe: Stripe,
  order: IntentOrder,
  captureMethod: 'manual' | 'automatic',
): Promise<PaymentOutcome> {
  try {
    const intent = await stripe.paymentIntents.create(
      {
        amount: stripeAmount(order.amountMinor),
        currency: order.currency.toLowerCase(),
        customer: order.customerId,
        payment_method: order.paymentMethodId,
        allowed_payment_method_types: ['card'],
        capture_method: captureMethod,
        confirm: true,
        off_session: true,
        metadata: { attempt_id: order.attemptId, charge_id: order.chargeId },
        expand: ['latest_charge'],
      },
      { idempotencyKey: order.attemptId },
    );
    return settled(intent);
  } catch (error) {
    return outcomeOfError(error);
  }
}

/** Captures at most what is held; Stripe releases the rest. A second call finds the first's work. */
export async function capture(
  stripe: Stripe,
  input: { attemptId: string; intentId: string; amountMinor: bigint },
): Promise<PaymentOutcome> {
  try {
    const intent = await stripe.paymentIntents.capture(
      input.intentId,
      { amount_to_capture: stripeAmount(input.amountMinor) },
      { idempotencyKey: input.attemptId },
    );
    return settled(intent);
  } catch (error) {
    return await stateAfter(stripe, input.intentId, error);
  }
}

/** Releases a hold. What was captured meanwhile is reported as captured. */
export async function cancel(
  stripe: Stripe,
  input: { attemptId: string; intentId: string },
): Promise<PaymentOutcome> {
  try {
    const options = { idempotencyKey: input.attemptId };
    return settled(await stripe.paymentIntents.cancel(input.intentId, {}, options));
  } catch (error) {
    return await stateAfter(stripe, input.intentId, error);
  }
}

/**
 * The call came too late or twice (`payment_intent_unexpected_state`): the intent itself tells what
 * became of it, e.g. captured by an attempt whose answer was lost, or a hold that expired.
 */
async function stateAfter(stripe: Stripe, intentId: string, error: unknown) {
  const moved =
    error instanceof Stripe.errors.StripeInvalidRequestError &&
    error.code === 'payment_intent_unexpected_state';
  if (!moved) return outcomeOfError(error);
  const intent = await stripe.paymentIntents.retrieve(intentId);
  const outcome = settled(intent);
  if (outcome.kind === 'held') throw error;
  return outcome;
}

function settled(intent: Stripe.PaymentIntent): PaymentOutcome {
  const outcome = outcomeOfIntent(intent);
  if (!outcome) throw new Error(`payment intent ${intent.id} is ${intent.status}`);
  return outcome;
}
