import { type AddRoute, listOf } from './api-call.ts';
import { createCheckout, createSetupIntent, isOpen } from './checkout.ts';
import { invalidRequest, missingObject, type Payments } from './payments.ts';
import { type Form, groupAt, textAt, textsAt } from './read-form.ts';
import type { CheckoutSession } from './stripe-objects.ts';

/** `/v1/checkout/sessions` and `/v1/setup_intents`. */
export function addCheckoutRoutes(add: AddRoute): void {
  add('POST', '/checkout/sessions', ({ payments, form }) => createFromForm(payments, form));
  add('GET', '/checkout/sessions', ({ payments, path }) =>
    listOf(Object.values(payments.state.checkoutSessions), path),
  );
  add('GET', '/checkout/sessions/:id', ({ payments, id }) => requireSession(payments, id));
  add('POST', '/checkout/sessions/:id/expire', ({ payments, id, cause }) => {
    const session = requireSession(payments, id);
    if (session.status !== 'open') throw invalidRequest('Only open sessions can be expired.');
    session.status = 'expired';
    session.url = null;
    payments.touch();
    payments.emit('checkout.session.expired', session, cause);
    return session;
  });
  add('POST', '/setup_intents', ({ payments, form }) => {
    const customer = textAt(form, 'customer');
    const details = { metadata: textsAt(form, 'metadata') };
    return createSetupIntent(payments, { ...(customer && { customer }), details });
  });
  add('GET', '/setup_intents/:id', ({ payments, id }) => {
    const intent = payments.state.setupIntents[id];
    if (!intent) throw missingObject(id, 'intent');
    return intent;
  });
}

function requireSession(payments: Payments, id: string): CheckoutSession {
  const session = payments.state.checkoutSessions[id];
  if (!session) throw missingObject(id, 'session');
  isOpen(payments, session);
  return session;
}

function createFromForm(payments: Payments, form: Form): CheckoutSession {
  const mode = textAt(form, 'mode');
  const successUrl = textAt(form, 'success_url');
  if (mode !== 'setup' && mode !== 'payment') throw invalidRequest('Invalid mode.', 'mode');
  if (!successUrl) throw invalidRequest('Missing required param: success_url.', 'success_url');
  const cancelUrl = textAt(form, 'cancel_url');
  const customer = textAt(form, 'customer');
  const customerEmail = textAt(form, 'customer_email');
  const clientReferenceId = textAt(form, 'client_reference_id');
  const currency = textAt(form, 'currency') ?? lineCurrency(form);
  const future = textAt(form, 'payment_intent_data', 'setup_future_usage');
  const inner = mode === 'setup' ? 'setup_intent_data' : 'payment_intent_data';
  return createCheckout(payments, {
    mode,
    successUrl,
    ...(cancelUrl && { cancelUrl }),
    ...(customer && { customer }),
    ...(customerEmail && { customerEmail }),
    ...(clientReferenceId && { clientReferenceId }),
    ...(mode === 'payment' && { amount: totalOf(form) }),
    ...(currency && { currency }),
    metadata: textsAt(form, 'metadata'),
    details: {
      title: titleOf(form, mode),
      metadata: textsAt(form, inner, 'metadata'),
      ...(future && { setupFutureUsage: future }),
    },
  });
}

function linesOf(form: Form): Form[] {
  return Object.values(groupAt(form, 'line_items') ?? {}).filter((it) => typeof it === 'object');
}

function totalOf(form: Form): number {
  return linesOf(form).reduce((sum, line) => {
    const unit = Number(textAt(line, 'price_data', 'unit_amount') ?? 0);
    return sum + unit * Number(textAt(line, 'quantity') ?? 1);
  }, 0);
}

function lineCurrency(form: Form): string | undefined {
  const [line] = linesOf(form);
  return line && textAt(line, 'price_data', 'currency');
}

function titleOf(form: Form, mode: string): string {
  const [line] = linesOf(form);
  const name = line && textAt(line, 'price_data', 'product_data', 'name');
  return name ?? (mode === 'setup' ? 'Save a card' : 'Pay');
}
