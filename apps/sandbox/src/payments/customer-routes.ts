import { type AddRoute, listOf } from './api-call.ts';
import {
  attachPaymentMethod,
  createCustomer,
  createPaymentMethod,
  requireCustomer,
  requirePaymentMethod,
} from './payment-methods.ts';
import { invalidRequest, type Payments } from './payments.ts';
import { type Form, textAt, textsAt } from './read-form.ts';

/** `/v1/customers` and `/v1/payment_methods`. */
export function addCustomerRoutes(add: AddRoute): void {
  add('POST', '/customers', ({ payments, form }) => {
    const email = textAt(form, 'email');
    const name = textAt(form, 'name');
    const metadata = textsAt(form, 'metadata');
    return createCustomer(payments, { ...(email && { email }), ...(name && { name }), metadata });
  });
  add('GET', '/customers', ({ payments, form, path }) => {
    const email = textAt(form, 'email');
    const all = Object.values(payments.state.customers);
    return listOf(email ? all.filter((it) => it.email === email) : all, path);
  });
  add('GET', '/customers/:id', ({ payments, id }) => requireCustomer(payments, id));
  add('POST', '/customers/:id', ({ payments, form, id }) => {
    const customer = requireCustomer(payments, id);
    const email = textAt(form, 'email');
    const name = textAt(form, 'name');
    const method = textAt(form, 'invoice_settings', 'default_payment_method');
    Object.assign(customer.metadata, textsAt(form, 'metadata'));
    if (email) customer.email = email;
    if (name) customer.name = name;
    if (method) customer.invoice_settings.default_payment_method = method;
    payments.touch();
    return customer;
  });
  add('GET', '/customers/:id/payment_methods', ({ payments, id, path }) => {
    requireCustomer(payments, id);
    return listOf(methodsOf(payments, id), path);
  });
  addMethodRoutes(add);
}

function addMethodRoutes(add: AddRoute): void {
  add('POST', '/payment_methods', ({ payments, form }) => createFromForm(payments, form));
  add('GET', '/payment_methods', ({ payments, form, path }) =>
    listOf(methodsOf(payments, textAt(form, 'customer')), path),
  );
  add('GET', '/payment_methods/:id', ({ payments, id }) => requirePaymentMethod(payments, id));
  add('POST', '/payment_methods/:id/attach', ({ payments, form, id }) => {
    const customer = textAt(form, 'customer');
    if (!customer) throw invalidRequest('Missing required param: customer.', 'customer');
    return attachPaymentMethod(payments, requirePaymentMethod(payments, id), customer);
  });
  add('POST', '/payment_methods/:id/detach', ({ payments, id }) => {
    const method = requirePaymentMethod(payments, id);
    method.customer = null;
    payments.touch();
    payments.emit('payment_method.detached', method);
    return method;
  });
}

function methodsOf(payments: Payments, customer: string | undefined) {
  const all = Object.values(payments.state.paymentMethods);
  return all.filter((it) => customer !== undefined && it.customer === customer);
}

function createFromForm(payments: Payments, form: Form) {
  const number = textAt(form, 'card', 'number');
  if (!number) throw invalidRequest('Missing required param: card[number].', 'card[number]');
  return createPaymentMethod(payments, {
    number,
    expMonth: Number(textAt(form, 'card', 'exp_month') ?? 12),
    expYear: Number(textAt(form, 'card', 'exp_year') ?? 2030),
  });
}
