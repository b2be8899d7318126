import { createCharge, markCaptured } from './charges.ts';
import { requirePaymentMethod } from './payment-methods.ts';
import {
  type Cause,
  invalidRequest,
  newId,
  nowSeconds,
  type Payments,
  StripeRefusal,
} from './payments.ts';
import type { PaymentIntent, PaymentMethod, StripeErrorBody, WireMinor } from './stripe-objects.ts';
import { declined, judgePayment } from './test-cards.ts';

export type NewPayment = {
  amount: WireMinor;
  currency: string;
  customer?: string;
  paymentMethod?: string;
  captureMethod: PaymentIntent['capture_method'];
  description?: string;
  metadata: Record<string, string>;
  setupFutureUsage?: string;
};

export type Confirmation = {
  isOffSession: boolean;
  returnUrl?: string;
  /** The owner has just approved it. */
  isAuthenticated?: boolean;
  /** A refusal that a test asked for. */
  declineCode?: string;
  cause?: Cause;
};

/** A payment that nobody has confirmed yet. */
export function createPaymentIntent(payments: Payments, payment: NewPayment): PaymentIntent {
  const method = payment.paymentMethod && requirePaymentMethod(payments, payment.paymentMethod);
  const id = newId('pi');
  const intent: PaymentIntent = {
    id,
    object: 'payment_intent',
    amount: payment.amount,
    amount_capturable: 0,
    amount_received: 0,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: payment.captureMethod,
    client_secret: `${id}_secret_${newId('s').slice(2)}`,
    confirmation_method: 'automatic',
    created: nowSeconds(payments),
    currency: payment.currency,
    customer: payment.customer ?? null,
    description: payment.description ?? null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    metadata: payment.metadata,
    next_action: null,
    payment_method: method ? method.id : null,
    payment_method_types: ['card'],
    setup_future_usage: payment.setupFutureUsage ?? null,
    status: method ? 'requires_confirmation' : 'requires_payment_method',
  };
  payments.state.paymentIntents[id] = intent;
  payments.touch();
  return intent;
}

/**
 * Asks the bank. Throws the card's refusal (402), after which the intent wants another payment
 * method, as at Stripe.
 */
export function confirmPaymentIntent(
  payments: Payments,
  intent: PaymentIntent,
  confirmation: Confirmation,
): PaymentIntent {
  requireStatus(intent, 'confirmed', [
    'requires_confirmation',
    'requires_payment_method',
    'requires_action',
  ]);
  if (!intent.payment_method)
    throw invalidRequest('A payment method is missing.', 'payment_method');
  const method = requirePaymentMethod(payments, intent.payment_method);
  if (method.customer !== null && method.customer !== intent.customer) {
    throw invalidRequest('The payment method belongs to another customer.', 'payment_method');
  }
  const verdict = judge(payments, intent, method, confirmation);
  intent.next_action = null;
  payments.touch();
  if (verdict === 'authenticate') return askOwner(payments, intent, confirmation);
  if (verdict) throw refuseByCard(payments, intent, method, verdict, confirmation.cause);
  const charge = createCharge(payments, intent, method, undefined);
  intent.last_payment_error = null;
  if (intent.capture_method === 'manual') {
    intent.status = 'requires_capture';
    intent.amount_capturable = intent.amount;
    payments.emit('payment_intent.amount_capturable_updated', intent, confirmation.cause);
  } else {
    markCaptured(charge, intent.amount);
    succeed(payments, intent, intent.amount, confirmation.cause);
  }
  return intent;
}

/** Takes what was held, or a part of it: the rest goes back to the card. */
export function capturePaymentIntent(
  payments: Payments,
  intent: PaymentIntent,
  amount: WireMinor | undefined,
  cause?: Cause,
): PaymentIntent {
  requireStatus(intent, 'captured', ['requires_capture']);
  const taken = amount ?? intent.amount_capturable;
  if (taken > intent.amount_capturable) {
    throw invalidRequest('More than was held.', 'amount_to_capture', 'amount_too_large');
  }
  const charge = intent.latest_charge ? payments.state.charges[intent.latest_charge] : undefined;
  if (charge) {
    markCaptured(charge, taken);
    payments.emit('charge.captured', charge, cause);
  }
  intent.amount_capturable = 0;
  succeed(payments, intent, taken, cause);
  return intent;
}

export function cancelPaymentIntent(
  payments: Payments,
  intent: PaymentIntent,
  reason: string | undefined,
  cause?: Cause,
): PaymentIntent {
  requireStatus(intent, 'canceled', [
    'requires_capture',
    'requires_confirmation',
    'requires_payment_method',
    'requires_action',
  ]);
  intent.status = 'canceled';
  intent.canceled_at = nowSeconds(payments);
  intent.cancellation_reason = reason ?? null;
  intent.amount_capturable = 0;
  payments.touch();
  payments.emit('payment_intent.canceled', intent, cause);
  return intent;
}

function judge(
  payments: Payments,
  intent: PaymentIntent,
  method: PaymentMethod,
  confirmation: Confirmation,
): StripeErrorBody | 'authenticate' | undefined {
  if (confirmation.declineCode) return declined(confirmation.declineCode);
  if (confirmation.isAuthenticated) return undefined;
  return judgePayment(payments.state.cardNumbers[method.id] ?? '', {
    isHold: intent.capture_method === 'manual',
    isOffSession: confirmation.isOffSession,
  });
}

function askOwner(
  payments: Payments,
  intent: PaymentIntent,
  confirmation: Confirmation,
): PaymentIntent {
  intent.status = 'requires_action';
  intent.next_action = {
    type: 'redirect_to_url',
    redirect_to_url: {
      url: `${payments.url}/checkout/authenticate/${intent.id}`,
      return_url: confirmation.returnUrl ?? null,
    },
  };
  payments.emit('payment_intent.requires_action', intent, confirmation.cause);
  return intent;
}

/** Notes a refusal on the intent; answers the error that tells it. */
export function refuseByCard(
  payments: Payments,
  intent: PaymentIntent,
  method: PaymentMethod,
  refusal: StripeErrorBody,
  cause?: Cause,
): StripeRefusal {
  const charge = createCharge(payments, intent, method, refusal);
  const error = { ...refusal, charge: charge.id, payment_method: method };
  intent.status = 'requires_payment_method';
  intent.payment_method = null;
  intent.next_action = null;
  intent.last_payment_error = error;
  payments.touch();
  payments.emit('payment_intent.payment_failed', intent, cause);
  return new StripeRefusal(402, { ...error, payment_intent: structuredClone(intent) });
}

function succeed(
  payments: Payments,
  intent: PaymentIntent,
  received: WireMinor,
  cause: Cause | undefined,
): void {
  intent.status = 'succeeded';
  intent.amount_received = received;
  payments.touch();
  payments.emit('payment_intent.succeeded', intent, cause);
}

function requireStatus(
  intent: PaymentIntent,
  verb: string,
  allowed: readonly PaymentIntent['status'][],
): void {
  if (allowed.includes(intent.status)) return;
  throw new StripeRefusal(400, {
    type: 'invalid_request_error',
    code: 'payment_intent_unexpected_state',
    message: `This PaymentIntent could not be ${verb}: its status is ${intent.status}.`,
    payment_intent: structuredClone(intent),
  });
}
