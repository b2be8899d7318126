import { Hono } from 'hono';
import type { DeliveryMode, Fault, Payments } from '../payments/payments.ts';
import type { Webhooks } from '../payments/webhooks.ts';

const MODES: readonly DeliveryMode[] = ['normal', 'paused', 'twice', 'reversed'];

/** What tests may see of the payments, and make go wrong. */
export function paymentControl(payments: Payments, webhooks: Webhooks): Hono {
  const { state } = payments;
  const routes = new Hono();
  routes.get('/payments', (c) =>
    c.json({
      customers: Object.values(state.customers),
      paymentMethods: Object.values(state.paymentMethods),
      paymentIntents: Object.values(state.paymentIntents),
      charges: Object.values(state.charges),
      refunds: Object.values(state.refunds),
      checkoutSessions: Object.values(state.checkoutSessions),
      captured: capturedByCurrency(payments),
    }),
  );
  routes.post('/payments/faults', async (c) => {
    const { path = '/', times = 1, kind, ...rest } = await c.req.json<Partial<Fault>>();
    if (!kind) return c.json({ error: 'kind is required' }, 400);
    state.faults.push({ path, times, kind, ...rest });
    payments.touch();
    return c.json(state.faults);
  });
  routes.delete('/payments/faults', (c) => {
    state.faults = [];
    payments.answers.open();
    payments.touch();
    return c.json([]);
  });
  routes.get('/webhooks', (c) =>
    c.json({ mode: state.deliveryMode, deliveries: state.deliveries }),
  );
  routes.post('/webhooks', async (c) => {
    const { mode } = await c.req.json<{ mode?: DeliveryMode }>();
    if (!mode || !MODES.includes(mode)) return c.json({ error: `mode: ${MODES.join(', ')}` }, 400);
    webhooks.setMode(mode);
    return c.json({ mode });
  });
  routes.post('/webhooks/:id/resend', (c) =>
    webhooks.resend(c.req.param('id')) ? c.json({ done: true }) : c.json({ error: 'unknown' }, 404),
  );
  return routes;
}

/** Sums of what was taken, in minor units as text. */
function capturedByCurrency({ state }: Payments): Record<string, string> {
  const sums = new Map<string, bigint>();
  for (const { currency, amount_received: received } of Object.values(state.paymentIntents)) {
    sums.set(currency, (sums.get(currency) ?? 0n) + BigInt(received));
  }
  return Object.fromEntries([...sums].map(([currency, sum]) => [currency, String(sum)]));
}
