import type { Currency } from '@peregrine/domain';
import Stripe from 'stripe';
import { stripeAmount } from './outcome.ts';

export type SavedCard = {
  readonly paymentMethodId: string;
  readonly brand: string;
  readonly last4: string;
  readonly expiryMonth: number;
  readonly expiryYear: number;
};

/** One customer per user: the user's id is the idempotency key. */
export async function createCustomer(stripe: Stripe, input: { userId: string; email: string }) {
  const customer = await stripe.customers.create(
    { email: input.email, metadata: { user_id: input.userId } },
    { idempotencyKey: `customer-${input.userId}` },
  );
  return { customerId: customer.id };
}

/** Checkout in setup mode: saves a card for off-session use; no card data touches us. */
export async function openCardPage(
  stripe: Stripe,
  input: { customerId: string; successUrl: string; cancelUrl: string },
): Promise<{ url: string }> {
  const session = await stripe.checkout.sessions.create({
    mode: 'setup',
    customer: input.customerId,
    allowed_payment_method_types: ['card'],
    success_url: input.successUrl,
    cancel_url: input.cancelUrl,
  });
  return { url: urlOf(session) };
}

/** Checkout in payment mode for one open invoice; the attempt's id comes back in the webhook. */
export async function openPaymentPage(
  stripe: Stripe,
  input: {
    attemptId: string;
    chargeId: string;
    customerId: string;
    amountMinor: bigint;
    currency: Currency;
    description: string;
    successUrl: string;
    cancelUrl: string;
  },
): Promise<{ url: string }> {
  const metadata = { attempt_id: input.attemptId, charge_id: input.chargeId };
  const session = await stripe.checkout.sessions.create(
    {
      mode: 'payment',
      customer: input.customerId,
      allowed_payment_method_types: ['card'],
      line_items: [
        {
          quantity: 1,
          price_data: {
            currency: input.currency.toLowerCase(),
            unit_amount: stripeAmount(input.amountMinor),
            product_data: { name: input.description },
          },
        },
      ],
      metadata,
      payment_intent_data: { metadata },
      success_url: input.successUrl,
      cancel_url: input.cancelUrl,
    },
    { idempotencyKey: input.attemptId },
  );
  return { url: urlOf(session) };
}

/** What is printed on a saved card; undefined when it is no card or is unknown. */
export async function readCard(
  stripe: Stripe,
  paymentMethodId: string,
): Promise<SavedCard | undefined> {
  try {
    return cardOf(await stripe.paymentMethods.retrieve(paymentMethodId));
  } catch (error) {
    const unknown =
      error instanceof Stripe.errors.StripeInvalidRequestError && error.statusCode === 404;
    if (unknown) return undefined;
    throw error;
  }
}

/** Attaches a payment method to a customer, e.g. Stripe's test card `pm_card_visa`. */
export async function attachCard(
  stripe: Stripe,
  input: { customerId: string; paymentMethodId: string },
): Promise<SavedCard> {
  const { customerId: customer, paymentMethodId } = input;
  const card = cardOf(await stripe.paymentMethods.attach(paymentMethodId, { customer }));
  if (!card) throw new Error(`payment method ${paymentMethodId} is no card`);
  return card;
}

function cardOf(method: Stripe.PaymentMethod): SavedCard | undefined {
  if (!method.card) return undefined;
  return {
    paymentMethodId: method.id,
    brand: method.card.brand,
    last4: method.card.last4,
    expiryMonth: method.card.exp_month,
    expiryYear: method.card.exp_year,
  };
}

function urlOf(session: Stripe.Checkout.Session): string {
  if (!session.url) throw new Error(`checkout session ${session.id} has no page`);
  return session.url;
}
