import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openPayments } from './open-payments.ts';

type Call = { path: string; key: string | undefined; form: URLSearchParams };
type Answer = { status: number; body: object } | 'cut';

const SECRET = 'whsec_test';
const calls: Call[] = [];
let answers: Answer[] = [];
let server: Server;
let payments: ReturnType<typeof openPayments>;

/** Speaks Stripe's wire: answers what the test laid ready, in order; `cut` drops the connection. */
beforeAll(async () => {
  server = createServer(async (request, response) => {
    const form = new URLSearchParams(await bodyOf(request));
    const key = request.headers['idempotency-key'];
    calls.push({ path: `${request.method} ${request.url}`, key: key?.toString(), form });
    const answer = answers.shift();
    if (!answer || answer === 'cut') return void request.socket.destroy();
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const apiUrl = `http://127.0.0.1:${port}`;
  payments = openPayments({ secretKey: 'sk_test_x', webhookSecret: SECRET, apiUrl });
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  calls.length = 0;
  answers = [];
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += chunk;
  return body;
}

const order = {
  attemptId: 'attempt-1',
  chargeId: 'charge-1',
  customerId: 'cus_1',
  paymentMethodId: 'pm_1',
  amountMinor: 3000n,
  currency: 'EUR',
};
const intent = (status: string, more: object = {}) => ({
  status: 200,
  body: { id: 'pi_1', object: 'payment_intent', status, amount_received: 0, ...more },
});
const failure = (status: number, error: object) => ({ status, body: { error } });
const unexpectedState = failure(400, {
  type: 'invalid_request_error',
  code: 'payment_intent_unexpected_state',
  message: 'This PaymentIntent could not be captured',
});

describe('a hold', () => {
  test('is a manual capture off-session, keyed by its attempt, and tells when it lapses', async () => {
    const card = { capture_before: 1_772_000_000 };
    const latest_charge = { id: 'ch_1', object: 'charge', payment_method_details: { card } };
    answers = [intent('requires_capture', { latest_charge })];
    expect(await payments.hold(order)).toEqual({
      kind: 'held',
      intentId: 'pi_1',
      captureBefore: new Date(1_772_000_000_000),
    });
    expect(calls[0]).toMatchObject({ path: 'POST /v1/payment_intents', key: 'attempt-1' });
    expect(Object.fromEntries(calls[0]?.form ?? [])).toMatchObject({
      amount: '3000',
      currency: 'eur',
      capture_method: 'manual',
      confirm: 'true',
      off_session: 'true',
      'metadata[attempt_id]': 'attempt-1',
    });
  });

  test('that is declined, or needs the driver, is an outcome', async () => {
    const error = { type: 'card_error', code: 'card_declined', decline_code: 'insufficient_funds' };
    answers = [
      failure(402, { ...error, payment_intent: { id: 'pi_9', object: 'payment_intent' } }),
      failure(402, { type: 'card_error', code: 'authentication_required' }),
    ];
    expect(await payments.hold(order)).toEqual({
      kind: 'declined',
      intentId: 'pi_9',
      code: 'insufficient_funds',
    });
    expect(await payments.hold(order)).toEqual({ kind: 'authentication-required' });
  });

  test('on a card that the provider does not know is declined, not tried for ever', async () => {
    const error = {
      type: 'invalid_request_error',
      code: 'resource_missing',
      param: 'payment_method',
    };
    answers = [failure(400, { ...error, message: 'No such PaymentMethod' })];
    expect(await payments.hold(order)).toEqual({ kind: 'declined', code: 'resource_missing' });
  });

  test('whose answer was cut off is asked for again under the same key', async () => {
    answers = ['cut', intent('requires_capture')];
    expect(await payments.hold(order)).toMatchObject({ kind: 'held' });
    expect(calls.map(({ key }) => key)).toEqual(['attempt-1', 'attempt-1']);
  });

  test('at a provider that is down, or with a wrong key, throws', async () => {
    answers = [
      failure(401, { type: 'invalid_request_error', message: 'Invalid API Key provided' }),
      failure(500, { type: 'api_error' }),
      failure(500, { type: 'api_error' }),
    ];
    await expect(payments.hold(order)).rejects.toThrow('Invalid API Key');
    await expect(payments.hold(order)).rejects.toBeInstanceOf(Stripe.errors.StripeAPIError);
  });
});

describe('a capture', () => {
  const input = { attemptId: 'attempt-2', intentId: 'pi_1', amountMinor: 1228n };

  test('takes the amount and reports what was received', async () => {
    answers = [intent('succeeded', { amount_received: 1228 })];
    expect(await payments.capture(input)).toEqual({
      kind: 'captured',
      intentId: 'pi_1',
      amountMinor: 1228n,
    });
    expect(calls[0]).toMatchObject({
      path: 'POST /v1/payment_intents/pi_1/capture',
      key: 'attempt-2',
    });
    expect(calls[0]?.form.get('amount_to_capture')).toBe('1228');
  });

  test('that was done before finds the first one', async () => {
    answers = [unexpectedState, intent('succeeded', { amount_received: 1228 })];
    expect(await payments.capture(input)).toMatchObject({ kind: 'captured', amountMinor: 1228n });
  });

  test('of a hold that lapsed says so', async () => {
    answers = [unexpectedState, intent('canceled')];
    expect(await payments.capture(input)).toEqual({ kind: 'canceled', intentId: 'pi_1' });
  });
});

test('cancelling what was captured reports the capture', async () => {
  answers = [unexpectedState, intent('succeeded', { amount_received: 5 })];
  const input = { attemptId: 'attempt-3', intentId: 'pi_1' };
  expect(await payments.cancel(input)).toMatchObject({ kind: 'captured', amountMinor: 5n });
});

test('cards are saved on the provider’s own page, in setup mode', async () => {
  answers = [{ status: 200, body: { id: 'cs_1', url: 'https://checkout.example/cs_1' } }];
  const input = {
    customerId: 'cus_1',
    successUrl: 'https://a.example',
    cancelUrl: 'https://b.example',
  };
  expect(await payments.openCardPage(input)).toEqual({ url: 'https://checkout.example/cs_1' });
  expect(calls[0]?.form.get('mode')).toBe('setup');
});

describe('a webhook', () => {
  const stripe = new Stripe('sk_test_x');
  const sign = (payload: string, secret = SECRET) =>
    stripe.webhooks.generateTestHeaderString({ payload, secret });
  const event = (type: string, object: object) =>
    JSON.stringify({ id: 'evt_1', object: 'event', type, data: { object } });

  test('is genuine by its signature alone', async () => {
    const payload = event('payment_intent.canceled', {
      id: 'pi_1',
      status: 'canceled',
      metadata: {},
    });
    expect(await payments.verifyWebhook(payload, sign(payload, 'whsec_other'))).toBeUndefined();
    expect(await payments.verifyWebhook(`${payload} `, sign(payload))).toBeUndefined();
    expect(await payments.verifyWebhook(payload, 'nonsense')).toBeUndefined();
    const message = await payments.verifyWebhook(payload, sign(payload));
    expect(message).toMatchObject({
      eventId: 'evt_1',
      effect: { kind: 'intent', outcome: { kind: 'canceled', intentId: 'pi_1' } },
    });
  });

  test('of a payment names the attempt; stored, it reads the same', async () => {
    const payload = event('payment_intent.succeeded', {
      id: 'pi_1',
      status: 'succeeded',
      amount_received: 1250,
      metadata: { attempt_id: 'attempt-7' },
    });
    const message = await payments.verifyWebhook(payload, sign(payload));
    expect(message?.effect).toEqual({
      kind: 'intent',
      attemptId: 'attempt-7',
      outcome: { kind: 'captured', intentId: 'pi_1', amountMinor: 1250n },
    });
    const stored = JSON.parse(JSON.stringify(message?.raw));
    expect(payments.readWebhook(stored)).toEqual(message?.effect);
  });

  test.each([
    ['setup_intent.succeeded', { customer: 'cus_1', payment_method: 'pm_1' }],
    ['payment_method.attached', { id: 'pm_1', customer: 'cus_1' }],
  ])('%s saves a card; anything else is kept and ignored', async (type, object) => {
    const payload = event(type, object);
    expect((await payments.verifyWebhook(payload, sign(payload)))?.effect).toEqual({
      kind: 'card-saved',
      customerId: 'cus_1',
      paymentMethodId: 'pm_1',
    });
    const other = event('charge.dispute.created', {});
    expect((await payments.verifyWebhook(other, sign(other)))?.effect).toEqual({ kind: 'other' });
  });
});
