import { invalidRequest, missingObject, newId, nowSeconds, type Payments } from './payments.ts';
import type { Customer, PaymentMethod } from './stripe-objects.ts';
import { cardOf, findCard } from './test-cards.ts';

export function createCustomer(
  payments: Payments,
  details: { email?: string; name?: string; metadata: Record<string, string> },
): Customer {
  const customer: Customer = {
    id: newId('cus'),
    object: 'customer',
    created: nowSeconds(payments),
    email: details.email ?? null,
    name: details.name ?? null,
    livemode: false,
    metadata: details.metadata,
    invoice_settings: { default_payment_method: null },
  };
  payments.state.customers[customer.id] = customer;
  payments.touch();
  return customer;
}

export function requireCustomer(payments: Payments, id: string): Customer {
  const customer = payments.state.customers[id];
  if (!customer) throw missingObject(id, 'customer');
  return customer;
}

/** A new payment method from a test card's number. Throws for any other number. */
export function createPaymentMethod(
  payments: Payments,
  card: { number: string; expMonth: number; expYear: number; name?: string },
): PaymentMethod {
  const number = findCard(card.number);
  if (!number) {
    throw invalidRequest('Only the test cards work here.', 'card[number]', 'incorrect_number');
  }
  const method: PaymentMethod = {
    id: newId('pm'),
    object: 'payment_method',
    created: nowSeconds(payments),
    customer: null,
    type: 'card',
    card: cardOf(number, card.expMonth, card.expYear),
    billing_details: { name: card.name ?? null, email: null },
    livemode: false,
    metadata: {},
  };
  payments.state.paymentMethods[method.id] = method;
  payments.state.cardNumbers[method.id] = number;
  payments.touch();
  return method;
}

/** A stored payment method, or a new one for Stripe's names of test cards (`pm_card_visa`). */
export function requirePaymentMethod(payments: Payments, id: string): PaymentMethod {
  const stored = payments.state.paymentMethods[id];
  if (stored) return stored;
  if (!id.startsWith('pm_card_') || !findCard(id)) throw missingObject(id, 'payment_method');
  const expYear = payments.clock.now().getUTCFullYear() + 3;
  return createPaymentMethod(payments, { number: id, expMonth: 12, expYear });
}

export function attachPaymentMethod(
  payments: Payments,
  method: PaymentMethod,
  customerId: string,
): PaymentMethod {
  requireCustomer(payments, customerId);
  if (method.customer && method.customer !== customerId) {
    throw invalidRequest('The payment method is attached to another customer.', 'customer');
  }
  method.customer = customerId;
  payments.touch();
  payments.emit('payment_method.attached', method);
  return method;
}
