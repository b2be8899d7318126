import { type AddRoute, type ApiCall, listOf } from './api-call.ts';
import { takeDecline } from './apply-faults.ts';
import { refundPayment } from './charges.ts';
import {
  type Confirmation,
  cancelPaymentIntent,
  capturePaymentIntent,
  confirmPaymentIntent,
  createPaymentIntent,
} from './payment-intents.ts';
import { requireCustomer } from './payment-methods.ts';
import { invalidRequest, missingObject, type Payments } from './payments.ts';
import { textAt, textsAt } from './read-form.ts';
import type { PaymentIntent, WireMinor } from './stripe-objects.ts';

/** `/v1/payment_intents`, `/v1/charges`, `/v1/refunds` and `/v1/events`. */
export function addPaymentRoutes(add: AddRoute): void {
  add('POST', '/payment_intents', (call) => {
    const intent = createFromForm(call);
    if (textAt(call.form, 'confirm') !== 'true') return intent;
    return confirmPaymentIntent(call.payments, intent, confirmationOf(call));
  });
  add('GET', '/payment_intents', ({ payments, form, path }) => {
    const customer = textAt(form, 'customer');
    const all = Object.values(payments.state.paymentIntents);
    return listOf(customer ? all.filter((it) => it.customer === customer) : all, path);
  });
  add('GET', '/payment_intents/:id', ({ payments, id }) => requireIntent(payments, id));
  add('POST', '/payment_intents/:id', ({ payments, form, id }) => {
    const intent = requireIntent(payments, id);
    Object.assign(intent.metadata, textsAt(form, 'metadata'));
    intent.description = textAt(form, 'description') ?? intent.description;
    payments.touch();
    return intent;
  });
  add('POST', '/payment_intents/:id/confirm', (call) => {
    const intent = requireIntent(call.payments, call.id);
    const method = textAt(call.form, 'payment_method');
    if (method) intent.payment_method = method;
    return confirmPaymentIntent(call.payments, intent, confirmationOf(call));
  });
  add('POST', '/payment_intents/:id/capture', ({ payments, form, id, cause }) => {
    const amount = readAmount(form, 'amount_to_capture');
    return capturePaymentIntent(payments, requireIntent(payments, id), amount, cause);
  });
  add('POST', '/payment_intents/:id/cancel', ({ payments, form, id, cause }) => {
    const reason = textAt(form, 'cancellation_reason');
    return cancelPaymentIntent(payments, requireIntent(payments, id), reason, cause);
  });
  addMoneyBackRoutes(add);
}

function addMoneyBackRoutes(add: AddRoute): void {
  add('GET', '/charges/:id', ({ payments, id }) => {
    const charge = payments.state.charges[id];
    if (!charge) throw missingObject(id, 'charge');
    return charge;
  });
  add('POST', '/refunds', ({ payments, form }) => {
    const intent = requireIntent(payments, textAt(form, 'payment_intent') ?? '');
    const reason = textAt(form, 'reason');
    return refundPayment(payments, intent, readAmount(form, 'amount'), {
      ...(reason && { reason }),
      metadata: textsAt(form, 'metadata'),
    });
  });
  add('GET', '/events', ({ payments, path }) =>
    listOf(
      payments.state.deliveries.map(({ event }) => event),
      path,
    ),
  );
  add('GET', '/events/:id', ({ payments, id }) => {
    const found = payments.state.deliveries.find(({ event }) => event.id === id);
    if (!found) throw missingObject(id);
    return found.event;
  });
}

function requireIntent(payments: Payments, id: string): PaymentIntent {
  const intent = payments.state.paymentIntents[id];
  if (!intent) throw missingObject(id, 'intent');
  return intent;
}

function createFromForm({ payments, form }: ApiCall): PaymentIntent {
  const amount = readAmount(form, 'amount');
  const currency = textAt(form, 'currency');
  if (!amount) throw invalidRequest('Missing required param: amount.', 'amount');
  if (!currency) throw invalidRequest('Missing required param: currency.', 'currency');
  const customer = textAt(form, 'customer');
  if (customer) requireCustomer(payments, customer);
  const paymentMethod = textAt(form, 'payment_method');
  const description = textAt(form, 'description');
  const future = textAt(form, 'setup_future_usage');
  return createPaymentIntent(payments, {
    amount,
    currency: currency.toLowerCase(),
    ...(customer && { customer }),
    ...(paymentMethod && { paymentMethod }),
    captureMethod: captureMethodOf(textAt(form, 'capture_method')),
    ...(description && { description }),
    metadata: textsAt(form, 'metadata'),
    ...(future && { setupFutureUsage: future }),
  });
}

function captureMethodOf(text: string | undefined): PaymentIntent['capture_method'] {
  if (text === 'manual' || text === 'automatic') return text;
  if (text === undefined || text === 'automatic_async') return 'automatic_async';
  throw invalidRequest('Invalid capture_method.', 'capture_method');
}

function confirmationOf({ payments, form, cause, path }: ApiCall): Confirmation {
  const offSession = textAt(form, 'off_session');
  const returnUrl = textAt(form, 'return_url');
  const declineCode = takeDecline(payments, path);
  return {
    isOffSession: offSession !== undefined && offSession !== 'false',
    ...(returnUrl && { returnUrl }),
    ...(declineCode && { declineCode }),
    cause,
  };
}

function readAmount(form: ApiCall['form'], name: string): WireMinor | undefined {
  const text = textAt(form, name);
  if (text === undefined) return undefined;
  if (!/^\d{1,12}$/.test(text)) throw invalidRequest(`Invalid integer: ${text}`, name);
  return Number(text);
}
