import { invalidRequest, newId, nowSeconds, type Payments } from './payments.ts';
import type {
  Charge,
  PaymentIntent,
  PaymentMethod,
  Refund,
  StripeErrorBody,
  WireMinor,
} from './stripe-objects.ts';

/** How long a hold lasts: what Stripe gives for most cards. */
const HOLD_SECONDS = 7 * 24 * 60 * 60;

/** What the bank said to one attempt: money reserved, or the refusal. */
export function createCharge(
  payments: Payments,
  intent: PaymentIntent,
  method: PaymentMethod,
  refusal: StripeErrorBody | undefined,
): Charge {
  const created = nowSeconds(payments);
  const isHold = intent.capture_method === 'manual' && !refusal;
  const charge: Charge = {
    id: newId('ch'),
    object: 'charge',
    amount: intent.amount,
    amount_captured: 0,
    amount_refunded: 0,
    captured: false,
    created,
    currency: intent.currency,
    customer: intent.customer,
    failure_code: refusal?.code ?? null,
    failure_message: refusal?.message ?? null,
    livemode: false,
    metadata: intent.metadata,
    paid: !refusal,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: {
      type: 'card',
      card: {
        ...method.card,
        amount_authorized: intent.amount,
        ...(isHold && { capture_before: created + HOLD_SECONDS }),
      },
    },
    refunded: false,
    status: refusal ? 'failed' : 'succeeded',
  };
  payments.state.charges[charge.id] = charge;
  intent.latest_charge = charge.id;
  return charge;
}

export function markCaptured(charge: Charge, amount: WireMinor): void {
  charge.captured = true;
  charge.amount_captured = amount;
}

export function refundPayment(
  payments: Payments,
  intent: PaymentIntent,
  amount: WireMinor | undefined,
  details: { reason?: string; metadata: Record<string, string> },
): Refund {
  const charge = intent.latest_charge ? payments.state.charges[intent.latest_charge] : undefined;
  if (!charge?.captured) throw invalidRequest('Nothing was captured.', 'payment_intent');
  const left = charge.amount_captured - charge.amount_refunded;
  const given = amount ?? left;
  if (given > left || given <= 0) {
    throw invalidRequest('More than is left of the payment.', 'amount', 'amount_too_large');
  }
  const refund: Refund = {
    id: newId('re'),
    object: 'refund',
    amount: given,
    charge: charge.id,
    created: nowSeconds(payments),
    currency: charge.currency,
    metadata: details.metadata,
    payment_intent: intent.id,
    reason: details.reason ?? null,
    status: 'succeeded',
  };
  charge.amount_refunded += given;
  charge.refunded = charge.amount_refunded === charge.amount_captured;
  payments.state.refunds[refund.id] = refund;
  payments.touch();
  payments.emit('charge.refunded', charge);
  return refund;
}
