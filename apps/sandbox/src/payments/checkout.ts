import { confirmPaymentIntent, createPaymentIntent, refuseByCard } from './payment-intents.ts';
import {
  attachPaymentMethod,
  createPaymentMethod,
  requireCustomer,
  requirePaymentMethod,
} from './payment-methods.ts';
import {
  type CheckoutDetails,
  invalidRequest,
  newId,
  nowSeconds,
  type Payments,
  StripeRefusal,
} from './payments.ts';
import type { CheckoutSession, PaymentIntent, SetupIntent, WireMinor } from './stripe-objects.ts';
import { declined, judgeSaving } from './test-cards.ts';

const OPEN_SECONDS = 24 * 60 * 60;

export type NewCheckout = {
  mode: CheckoutSession['mode'];
  successUrl: string;
  cancelUrl?: string;
  customer?: string;
  customerEmail?: string;
  clientReferenceId?: string;
  amount?: WireMinor;
  currency?: string;
  metadata: Record<string, string>;
  /** What the page says it is for, and what the intent behind it carries. */
  details: CheckoutDetails;
};

export type EnteredCard = { number: string; expMonth: number; expYear: number; name?: string };

/** A session for the hosted page: saving a card (`setup`) or paying at once (`payment`). */
export function createCheckout(payments: Payments, wanted: NewCheckout): CheckoutSession {
  if (wanted.customer) requireCustomer(payments, wanted.customer);
  if (wanted.mode === 'payment' && !wanted.amount) {
    throw invalidRequest('line_items with an amount are required.', 'line_items');
  }
  const id = newId('cs_test');
  const isSetup = wanted.mode === 'setup';
  const session: CheckoutSession = {
    id,
    object: 'checkout.session',
    amount_subtotal: wanted.amount ?? null,
    amount_total: wanted.amount ?? null,
    cancel_url: wanted.cancelUrl ?? null,
    client_reference_id: wanted.clientReferenceId ?? null,
    created: nowSeconds(payments),
    currency: wanted.currency ?? null,
    customer: wanted.customer ?? null,
    customer_email: wanted.customerEmail ?? null,
    expires_at: nowSeconds(payments) + OPEN_SECONDS,
    livemode: false,
    metadata: wanted.metadata,
    mode: wanted.mode,
    payment_intent: null,
    payment_method_types: ['card'],
    payment_status: isSetup ? 'no_payment_required' : 'unpaid',
    setup_intent: isSetup ? createSetupIntent(payments, wanted).id : null,
    status: 'open',
    success_url: wanted.successUrl,
    ui_mode: 'hosted',
    url: `${payments.url}/checkout/${id}`,
  };
  payments.state.checkoutSessions[id] = session;
  payments.state.checkoutDetails[id] = wanted.details;
  payments.touch();
  return session;
}

export function createSetupIntent(
  payments: Payments,
  wanted: { customer?: string; details: { metadata: Record<string, string> } },
): SetupIntent {
  const id = newId('seti');
  const intent: SetupIntent = {
    id,
    object: 'setup_intent',
    created: nowSeconds(payments),
    client_secret: `${id}_secret_${newId('s').slice(2)}`,
    customer: wanted.customer ?? null,
    payment_method: null,
    payment_method_types: ['card'],
    status: 'requires_payment_method',
    usage: 'off_session',
    livemode: false,
    metadata: wanted.details.metadata,
  };
  payments.state.setupIntents[id] = intent;
  payments.touch();
  return intent;
}

/** Whether the page can still be used; a session that is over its time expires here. */
export function isOpen(payments: Payments, session: CheckoutSession): boolean {
  if (session.status === 'open' && session.expires_at <= nowSeconds(payments)) {
    session.status = 'expired';
    session.url = null;
    payments.touch();
  }
  return session.status === 'open';
}

/**
 * Takes the card that was entered on the page. Answers `authenticate` when its owner must approve
 * the payment first; throws a `StripeRefusal` when it is refused: the page stays open.
 */
export function submitCard(
  payments: Payments,
  session: CheckoutSession,
  entered: EnteredCard,
): 'complete' | 'authenticate' {
  const method = createPaymentMethod(payments, entered);
  const number = payments.state.cardNumbers[method.id] ?? '';
  const refusal = judgeSaving(number);
  if (refusal) throw new StripeRefusal(402, refusal);
  if (session.mode === 'setup') {
    completeSetup(payments, session, method.id);
    return 'complete';
  }
  const intent = paymentIntentOf(payments, session);
  intent.payment_method = method.id;
  intent.status = 'requires_confirmation';
  const { status } = confirmPaymentIntent(payments, intent, { isOffSession: false });
  if (status === 'requires_action') return 'authenticate';
  completePayment(payments, session);
  return 'complete';
}

/** The owner's answer to the bank; a no is a refusal like another. */
export function answerBank(payments: Payments, intent: PaymentIntent, isApproved: boolean): void {
  if (intent.status !== 'requires_action' || !intent.payment_method) {
    throw invalidRequest('Nothing is waiting for approval.', 'payment_intent');
  }
  if (!isApproved) {
    const method = requirePaymentMethod(payments, intent.payment_method);
    throw refuseByCard(payments, intent, method, declined('authentication_required'));
  }
  confirmPaymentIntent(payments, intent, { isOffSession: false, isAuthenticated: true });
  const session = Object.values(payments.state.checkoutSessions).find(
    (it) => it.payment_intent === intent.id,
  );
  if (session) completePayment(payments, session);
}

/** Where the browser goes afterwards; `{CHECKOUT_SESSION_ID}` is filled in as Stripe does. */
export function returnUrlOf(session: CheckoutSession): string {
  return (session.success_url ?? '/').replaceAll('{CHECKOUT_SESSION_ID}', session.id);
}

function completeSetup(payments: Payments, session: CheckoutSession, methodId: string): void {
  const method = requirePaymentMethod(payments, methodId);
  const setup = session.setup_intent
    ? payments.state.setupIntents[session.setup_intent]
    : undefined;
  if (session.customer) attachPaymentMethod(payments, method, session.customer);
  if (setup) {
    setup.payment_method = method.id;
    setup.status = 'succeeded';
    payments.emit('setup_intent.succeeded', setup);
  }
  complete(payments, session);
}

function completePayment(payments: Payments, session: CheckoutSession): void {
  const intent = paymentIntentOf(payments, session);
  const wantsSaving =
    payments.state.checkoutDetails[session.id]?.setupFutureUsage === 'off_session';
  if (wantsSaving && session.customer && intent.payment_method) {
    const method = requirePaymentMethod(payments, intent.payment_method);
    attachPaymentMethod(payments, method, session.customer);
  }
  session.payment_status = 'paid';
  complete(payments, session);
}

function complete(payments: Payments, session: CheckoutSession): void {
  session.status = 'complete';
  session.url = null;
  payments.touch();
  payments.emit('checkout.session.completed', session);
}

function paymentIntentOf(payments: Payments, session: CheckoutSession): PaymentIntent {
  const found = session.payment_intent && payments.state.paymentIntents[session.payment_intent];
  if (found) return found;
  const details = payments.state.checkoutDetails[session.id];
  const intent = createPaymentIntent(payments, {
    amount: session.amount_total ?? 0,
    currency: session.currency ?? 'eur',
    ...(session.customer && { customer: session.customer }),
    captureMethod: 'automatic',
    metadata: details?.metadata ?? {},
    ...(details?.setupFutureUsage && { setupFutureUsage: details.setupFutureUsage }),
  });
  session.payment_intent = intent.id;
  return intent;
}
