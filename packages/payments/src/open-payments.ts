import Stripe from 'stripe';
import * as intents from './intents.ts';
import * as pages from './pages.ts';
import { readWebhook, verifyWebhook } from './webhook.ts';

export type PaymentSettings = {
  readonly secretKey: string;
  readonly webhookSecret: string;
  /** Another server that speaks Stripe's API, e.g. `http://127.0.0.1:3040`; Stripe's own if absent. */
  readonly apiUrl?: string | undefined;
};

/**
 * The payment provider: the services' `PaymentGateway` by structure. Declines are outcomes;
 * network failures and 5xx throw, and a retry with the same attempt id is the same payment.
 */
export function openPayments(settings: PaymentSettings) {
  const stripe = new Stripe(settings.secretKey, {
    ...serverOf(settings.apiUrl),
    maxNetworkRetries: 1,
    timeout: 20_000,
    telemetry: false,
  });
  return {
    createCustomer: (input: { userId: string; email: string }) =>
      pages.createCustomer(stripe, input),
    openCardPage: (input: Parameters<typeof pages.openCardPage>[1]) =>
      pages.openCardPage(stripe, input),
    hold: (order: intents.IntentOrder) => intents.hold(stripe, order),
    capture: (input: Parameters<typeof intents.capture>[1]) => intents.capture(stripe, input),
    cancel: (input: Parameters<typeof intents.cancel>[1]) => intents.cancel(stripe, input),
    chargeOffSession: (order: intents.IntentOrder) => intents.chargeOffSession(stripe, order),
    openPaymentPage: (input: Parameters<typeof pages.openPaymentPage>[1]) =>
      pages.openPaymentPage(stripe, input),
    readCard: (paymentMethodId: string) => pages.readCard(stripe, paymentMethodId),
    attachCard: (input: Parameters<typeof pages.attachCard>[1]) => pages.attachCard(stripe, input),
    verifyWebhook: (rawBody: string, signature: string) =>
      verifyWebhook(stripe, settings.webhookSecret, rawBody, signature),
    readWebhook,
  };
}

function serverOf(apiUrl: string | undefined): Stripe.StripeConfig {
  if (!apiUrl) return {};
  const url = new URL(apiUrl);
  const secure = url.protocol === 'https:';
  return {
    host: url.hostname,
    port: url.port || (secure ? 443 : 80),
    protocol: secure ? 'https' : 'http',
  };
}
