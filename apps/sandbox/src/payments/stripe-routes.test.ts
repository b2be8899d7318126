import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type ServerType } from '@hono/node-server';
import { Hono } from 'hono';
import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../start-sandbox.ts';
import { testSandbox } from '../testing/test-sandbox.ts';

let sandbox: Sandbox;
let stripe: Stripe;
let receiver: ServerType;
const received: { body: string; signature: string }[] = [];
let failures = 0;
const now = { offsetMs: 0 };

beforeAll(async () => {
  const app = new Hono();
  app.post('/webhook', async (c) => {
    if (failures > 0) {
      failures -= 1;
      return c.text('not now', 500);
    }
    received.push({ body: await c.req.text(), signature: c.req.header('Stripe-Signature') ?? '' });
    return c.text('ok');
  });
  receiver = createAdaptorServer({ fetch: app.fetch });
  const port = await new Promise<number>((resolve) =>
    receiver.listen(0, '127.0.0.1', () => resolve((receiver.address() as AddressInfo).port)),
  );
  sandbox = await testSandbox({
    clock: { now: () => new Date(Date.now() + now.offsetMs) },
    stripe: {
      secretKey: 'sk_test_sandbox',
      webhookUrl: `http://127.0.0.1:${port}/webhook`,
      webhookSecret: 'whsec_test',
    },
  });
  stripe = sdk('sk_test_sandbox');
});
afterAll(async () => {
  await sandbox.close();
  receiver.close();
});

const sdk = (key: string) =>
  new Stripe(key, {
    host: '127.0.0.1',
    port: Number(new URL(sandbox.url).port),
    protocol: 'http',
    maxNetworkRetries: 2,
  });

async function saveCard(number = '4242 4242 4242 4242') {
  const customer = await stripe.customers.create({ email: 'driver@example.org' });
  const session = await stripe.checkout.sessions.create({
    mode: 'setup',
    currency: 'eur',
    customer: customer.id,
    success_url: 'http://127.0.0.1/back?session={CHECKOUT_SESSION_ID}',
    cancel_url: 'http://127.0.0.1/cancel',
  });
  const answer = await submit(session.url ?? '', { number, expiry: '12/34', cvc: '123' });
  expect(answer.headers.get('Location')).toBe(`http://127.0.0.1/back?session=${session.id}`);
  const done = await stripe.checkout.sessions.retrieve(session.id, { expand: ['setup_intent'] });
  const setup = done.setup_intent as Stripe.SetupIntent;
  return { customer: customer.id, card: setup.payment_method as string };
}
const submit = (url: string, form: Record<string, string>) =>
  fetch(url, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });
const hold = (saved: { customer: string; card: string }, key?: string, cents = 3000) =>
  stripe.paymentIntents.create(
    {
      amount: cents,
      currency: 'eur',
      customer: saved.customer,
      payment_method: saved.card,
      capture_method: 'manual',
      confirm: true,
      off_session: true,
      metadata: { charge: 'c1' },
      expand: ['latest_charge'],
    },
    key ? { idempotencyKey: key } : {},
  );
const errorOf = async (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: Stripe.errors.StripeError) => error,
  );
const eventOf = (type: string, objectId: string) =>
  expect
    .poll(() => received.map(({ body }) => JSON.parse(body)), { timeout: 5000 })
    .toContainEqual(
      expect.objectContaining({
        type,
        data: { object: expect.objectContaining({ id: objectId }) },
      }),
    );

describe('the payment API under the real SDK', () => {
  it('saves a card on its page and lists it for the customer', async () => {
    const saved = await saveCard();
    const methods = await stripe.customers.listPaymentMethods(saved.customer);
    expect(methods.data.map(({ id }) => id)).toEqual([saved.card]);
    expect(methods.data[0]?.card?.last4).toBe('4242');
  });

  it('holds 30.00, says until when, captures 12.28 and gives the rest back', async () => {
    const saved = await saveCard();
    const held = await hold(saved);
    expect([held.status, held.amount_capturable]).toEqual(['requires_capture', 3000]);
    const charge = held.latest_charge as Stripe.Charge;
    const until = charge.payment_method_details?.card?.capture_before ?? 0;
    expect(until - held.created).toBe(7 * 86_400);
    const done = await stripe.paymentIntents.capture(held.id, { amount_to_capture: 1228 });
    expect([done.status, done.amount_received, done.amount_capturable]).toEqual([
      'succeeded',
      1228,
      0,
    ]);
    const again = await errorOf(stripe.paymentIntents.capture(held.id));
    expect(again?.code).toBe('payment_intent_unexpected_state');
    const found = await stripe.paymentIntents.retrieve(held.id);
    expect(found.metadata).toEqual({ charge: 'c1' });
  });

  it('cancels a hold, and refuses to capture more than is held', async () => {
    const saved = await saveCard();
    const held = await hold(saved);
    const more = await errorOf(stripe.paymentIntents.capture(held.id, { amount_to_capture: 3001 }));
    expect(more?.code).toBe('amount_too_large');
    expect((await stripe.paymentIntents.cancel(held.id)).status).toBe('canceled');
  });

  it('declines as each test card says', async () => {
    const declined = await errorOf(hold(await saveCard('4000000000000002')));
    expect(declined).toBeInstanceOf(Stripe.errors.StripeCardError);
    expect([declined?.statusCode, declined?.decline_code]).toEqual([402, 'generic_decline']);
    const absent = await errorOf(hold(await saveCard('4000002500003155')));
    expect(absent?.code).toBe('authentication_required');
    expect(absent?.payment_intent?.status).toBe('requires_payment_method');
    const poor = await saveCard('4000000000009995');
    expect((await hold(poor)).status).toBe('requires_capture');
    const rest = await errorOf(
      stripe.paymentIntents.create({
        amount: 500,
        currency: 'eur',
        customer: poor.customer,
        payment_method: poor.card,
        confirm: true,
        off_session: true,
      }),
    );
    expect(rest?.decline_code).toBe('insufficient_funds');
  });

  it('takes one of Stripe’s names for a test card', async () => {
    const customer = await stripe.customers.create({});
    const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
    expect((await hold({ customer: customer.id, card: card.id })).status).toBe('requires_capture');
  });

  it('refuses a wrong key and unknown objects', async () => {
    expect((await errorOf(sdk('sk_wrong').customers.create({})))?.statusCode).toBe(401);
    const missing = await errorOf(stripe.paymentIntents.retrieve('pi_none'));
    expect([missing?.statusCode, missing?.code]).toEqual([404, 'resource_missing']);
  });
});

describe('idempotency keys', () => {
  it('give the same answer for a day, also when many ask at once', async () => {
    const saved = await saveCard();
    const first = await hold(saved, 'key-1');
    const again = await Promise.all([hold(saved, 'key-1'), hold(saved, 'key-1')]);
    expect(again.map(({ id }) => id)).toEqual([first.id, first.id]);
    const other = await errorOf(hold(saved, 'key-1', 4000));
    expect(other).toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
    now.offsetMs = 25 * 3600 * 1000;
    expect((await hold(saved, 'key-1')).id).not.toBe(first.id);
    now.offsetMs = 0;
  });

  it('repeat a refusal too', async () => {
    const saved = await saveCard('4000000000000002');
    const first = await errorOf(hold(saved, 'key-2'));
    const again = await errorOf(hold(saved, 'key-2'));
    expect(again?.payment_intent?.id).toBe(first?.payment_intent?.id);
  });

  it('let the SDK try again after a lost answer without a second payment', async () => {
    const saved = await saveCard();
    sandbox.payments.state.faults.push({ path: '/payment_intents', times: 1, kind: 'lost-answer' });
    const held = await hold(saved);
    const all = await stripe.paymentIntents.list({ customer: saved.customer });
    expect(all.data.map(({ id }) => id)).toEqual([held.id]);
  });
});

describe('webhooks', () => {
  it('are signed so that the SDK takes them, and no others', async () => {
    const held = await hold(await saveCard());
    await eventOf('payment_intent.amount_capturable_updated', held.id);
    const { body, signature } = received.at(-1) ?? { body: '', signature: '' };
    const event = stripe.webhooks.constructEvent(body, signature, 'whsec_test');
    expect(event.object).toBe('event');
    const wrong = () => stripe.webhooks.constructEvent(body, signature, 'whsec_other');
    expect(wrong).toThrow(Stripe.errors.StripeSignatureVerificationError);
  });

  it('come again until they are taken', async () => {
    const held = await hold(await saveCard());
    await eventOf('payment_intent.amount_capturable_updated', held.id);
    failures = 1;
    await stripe.paymentIntents.cancel(held.id);
    await eventOf('payment_intent.canceled', held.id);
    expect(failures).toBe(0);
  });

  it('can be held back, turned around and sent twice', async () => {
    const saved = await saveCard();
    sandbox.webhooks.setMode('reversed');
    const held = await hold(saved);
    await stripe.paymentIntents.capture(held.id);
    await eventOf('payment_intent.amount_capturable_updated', held.id);
    const types = received
      .map(({ body }) => JSON.parse(body))
      .filter((event) => event.data.object.id === held.id)
      .map(({ type }) => type);
    expect(types).toEqual(['payment_intent.succeeded', 'payment_intent.amount_capturable_updated']);
    sandbox.webhooks.setMode('twice');
    const other = await hold(saved);
    const count = () => received.filter(({ body }) => body.includes(other.id)).length;
    await expect.poll(count).toBe(2);
    sandbox.webhooks.setMode('normal');
  });
});

describe('the hosted page', () => {
  it('names each field that is wrong and stays open', async () => {
    const customer = await stripe.customers.create({});
    const session = await stripe.checkout.sessions.create({
      mode: 'setup',
      currency: 'eur',
      customer: customer.id,
      success_url: 'http://127.0.0.1/back',
    });
    const answer = await submit(session.url ?? '', { number: '1234', expiry: '13/20', cvc: 'x' });
    const text = await answer.text();
    expect(answer.status).toBe(422);
    for (const name of ['number', 'expiry', 'cvc']) expect(text).toContain(`id="${name}-error"`);
    expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe('open');
  });

  it('takes a payment, after the owner approved it where the card wants that', async () => {
    const customer = await stripe.customers.create({});
    const session = await stripe.checkout.sessions.create({
      mode: 'payment',
      customer: customer.id,
      line_items: [
        {
          quantity: 1,
          price_data: { currency: 'eur', unit_amount: 736, product_data: { name: 'Charge' } },
        },
      ],
      payment_intent_data: { metadata: { invoice: 'i1' } },
      success_url: 'http://127.0.0.1/paid',
    });
    expect(await (await fetch(session.url ?? '')).text()).toContain('EUR 7.36');
    const card = { number: '4000002500003155', expiry: '1/35', cvc: '000' };
    const asked = await submit(session.url ?? '', card);
    const bank = new URL(asked.headers.get('Location') ?? '', sandbox.url).href;
    expect(await (await fetch(bank)).text()).toContain('Approve this payment?');
    const back = await submit(bank, { answer: 'approve' });
    expect(back.headers.get('Location')).toBe('http://127.0.0.1/paid');
    const done = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ['payment_intent'],
    });
    const intent = done.payment_intent as Stripe.PaymentIntent;
    expect([done.payment_status, intent.status, intent.amount_received, intent.metadata]).toEqual([
      'paid',
      'succeeded',
      736,
      { invoice: 'i1' },
    ]);
    expect((await fetch(session.url ?? '')).status).toBe(410);
  });
});
