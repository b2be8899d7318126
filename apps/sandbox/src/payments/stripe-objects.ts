/**
 * Objects of the Stripe API as far as an eMSP uses them (docs.stripe.com/api), in Stripe's own
 * names, so that the real SDK reads them.
 */

/** An integer count of minor units (cents), as Stripe's JSON carries it. */
export type WireMinor = number;

export type Metadata = Record<string, string>;

export type Customer = {
  id: string;
  object: 'customer';
  created: number;
  email: string | null;
  name: string | null;
  livemode: false;
  metadata: Metadata;
  invoice_settings: { default_payment_method: string | null };
};

export type Card = {
  brand: string;
  last4: string;
  exp_month: number;
  exp_year: number;
  funding: 'credit';
  country: 'NL';
  fingerprint: string;
};

export type PaymentMethod = {
  id: string;
  object: 'payment_method';
  created: number;
  customer: string | null;
  type: 'card';
  card: Card;
  billing_details: { name: string | null; email: string | null };
  livemode: false;
  metadata: Metadata;
};

export type SetupIntent = {
  id: string;
  object: 'setup_intent';
  created: number;
  client_secret: string;
  customer: string | null;
  payment_method: string | null;
  payment_method_types: string[];
  status: 'requires_payment_method' | 'succeeded' | 'canceled';
  usage: string;
  livemode: false;
  metadata: Metadata;
};

export type StripeErrorBody = {
  type: 'card_error' | 'invalid_request_error' | 'idempotency_error' | 'api_error';
  code?: string;
  decline_code?: string;
  message: string;
  param?: string;
  charge?: string;
  payment_intent?: PaymentIntent;
  payment_method?: PaymentMethod;
};

export type PaymentIntent = {
  id: string;
  object: 'payment_intent';
  amount: WireMinor;
  amount_capturable: WireMinor;
  amount_received: WireMinor;
  canceled_at: number | null;
  cancellation_reason: string | null;
  capture_method: 'automatic' | 'automatic_async' | 'manual';
  client_secret: string;
  confirmation_method: 'automatic';
  created: number;
  currency: string;
  customer: string | null;
  description: string | null;
  last_payment_error: StripeErrorBody | null;
  latest_charge: string | null;
  livemode: false;
  metadata: Metadata;
  next_action: {
    type: 'redirect_to_url';
    redirect_to_url: { url: string; return_url: string | null };
  } | null;
  payment_method: string | null;
  payment_method_types: string[];
  setup_future_usage: string | null;
  status:
    | 'requires_payment_method'
    | 'requires_confirmation'
    | 'requires_action'
    | 'requires_capture'
    | 'succeeded'
    | 'canceled';
};

export type Charge = {
  id: string;
  object: 'charge';
  amount: WireMinor;
  amount_captured: WireMinor;
  amount_refunded: WireMinor;
  captured: boolean;
  created: number;
  currency: string;
  customer: string | null;
  failure_code: string | null;
  failure_message: string | null;
  livemode: false;
  metadata: Metadata;
  paid: boolean;
  payment_intent: string;
  payment_method: string;
  payment_method_details: {
    type: 'card';
    card: Card & { capture_before?: number; amount_authorized: WireMinor };
  };
  refunded: boolean;
  status: 'succeeded' | 'failed';
};

export type Refund = {
  id: string;
  object: 'refund';
  amount: WireMinor;
  charge: string;
  created: number;
  currency: string;
  metadata: Metadata;
  payment_intent: string;
  reason: string | null;
  status: 'succeeded';
};

export type CheckoutSession = {
  id: string;
  object: 'checkout.session';
  amount_subtotal: WireMinor | null;
  amount_total: WireMinor | null;
  cancel_url: string | null;
  client_reference_id: string | null;
  created: number;
  currency: string | null;
  customer: string | null;
  customer_email: string | null;
  expires_at: number;
  livemode: false;
  metadata: Metadata;
  mode: 'setup' | 'payment';
  payment_intent: string | null;
  payment_method_types: string[];
  payment_status: 'no_payment_required' | 'paid' | 'unpaid';
  setup_intent: string | null;
  status: 'open' | 'complete' | 'expired';
  success_url: string | null;
  ui_mode: 'hosted';
  url: string | null;
};

export type StripeObject =
  | Customer
  | PaymentMethod
  | SetupIntent
  | PaymentIntent
  | Charge
  | Refund
  | CheckoutSession;

export type StripeEvent = {
  id: string;
  object: 'event';
  api_version: string;
  created: number;
  data: { object: StripeObject };
  livemode: false;
  pending_webhooks: number;
  request: { id: string | null; idempotency_key: string | null };
  type: string;
};
