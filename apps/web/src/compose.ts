import { openDatabase } from '@peregrine/db';
import { createMailer } from '@peregrine/mail';
import { openPayments } from '@peregrine/payments';
import type { Context, Mailer, PaymentGateway } from '@peregrine/services';
import { readEnvironment } from './env.ts';
import { readOurSeller } from './seller/env.ts';

/** Wires the web app to the database, the payment provider and the mail server. */
export function compose(): Omit<Context, 'actor'> {
  const env = readEnvironment();
  const payments = openPayments({
    secretKey: env.STRIPE_SECRET_KEY,
    webhookSecret: env.STRIPE_WEBHOOK_SECRET,
    apiUrl: env.STRIPE_API_URL,
  }) satisfies PaymentGateway;
  const mailer = createMailer({ url: env.SMTP_URL, from: env.MAIL_FROM }) satisfies Mailer;
  return {
    clock: { now: () => new Date() },
    db: openDatabase({ url: env.DATABASE_URL, applicationName: 'peregrine-web' }),
    seller: readOurSeller(),
    urls: { web: env.WEB_URL, ocpi: env.OCPI_URL },
    ports: { payments, mailer },
  };
}
