import { type Context, Hono } from 'hono';
import type { AddRoute, ApiCall } from './api-call.ts';
import { applyFaults } from './apply-faults.ts';
import { addCheckoutRoutes } from './checkout-routes.ts';
import { addCustomerRoutes } from './customer-routes.ts';
import { expandObject } from './expand-object.ts';
import { keepAnswers } from './keep-answers.ts';
import { addPaymentRoutes } from './payment-routes.ts';
import { newId, type Payments, StripeRefusal } from './payments.ts';
import { listAt, readForm } from './read-form.ts';

/** The part of Stripe's API that an eMSP uses, under `/v1`, for the real SDK. */
export function stripeRoutes(payments: Payments, secretKey: string): Hono {
  const routes = new Hono();
  routes.use('*', async (c, next) => {
    c.header('Request-Id', newId('req'));
    if (c.req.header('Authorization') === `Bearer ${secretKey}`) return next();
    const message = 'Invalid API Key provided.';
    return c.json({ error: { type: 'invalid_request_error', message } }, 401);
  });
  routes.use('*', applyFaults(payments));
  routes.use('*', keepAnswers(payments));
  const add: AddRoute = (method, path, verb) => {
    routes.on(method, path, async (c) => {
      const call = await readCall(c, payments);
      return c.json(
        expandObject(payments.state, verb(call), listAt(call.form, 'expand')) as object,
      );
    });
  };
  addCustomerRoutes(add);
  addCheckoutRoutes(add);
  addPaymentRoutes(add);
  routes.onError((error, c) => {
    if (!(error instanceof StripeRefusal)) throw error;
    return c.json({ error: error.body }, error.status as 400);
  });
  routes.notFound((c) => {
    const message = `Unrecognized request URL (${c.req.method}: ${c.req.path}).`;
    return c.json({ error: { type: 'invalid_request_error', message } }, 404);
  });
  return routes;
}

async function readCall(c: Context, payments: Payments): Promise<ApiCall> {
  const query = new URL(c.req.url).search.slice(1);
  const encoded = c.req.method === 'GET' ? query : await c.req.text();
  const key = c.req.header('Idempotency-Key');
  const version = c.req.header('Stripe-Version');
  return {
    payments,
    form: readForm(encoded),
    cause: {
      requestId: c.res.headers.get('Request-Id') ?? newId('req'),
      ...(key && { idempotencyKey: key }),
      ...(version && { apiVersion: version }),
    },
    path: c.req.path,
    id: c.req.param('id') ?? '',
  };
}
