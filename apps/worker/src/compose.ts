import { createSecretBox, enqueue, type JobHandlers, openDatabase, runJobs } from '@peregrine/db';
import { createMailer } from '@peregrine/mail';
import { createOcpiGateway, createOcpiRegistrar } from '@peregrine/ocpi';
import { openPayments } from '@peregrine/payments';
import {
  type Context,
  internalGateway,
  type Mailer,
  type PartnerGateway,
  type PartnerRegistrar,
  type PaymentGateway,
  type SecretBox,
} from '@peregrine/services';
import type { Settings } from './env.ts';

export type System = Context<{ readonly kind: 'system' }>;

/** Wires the verbs to the database, the partners, the payment provider and the mail server. */
export function compose(settings: Settings, applicationName: string) {
  const database = openDatabase({
    url: settings.databaseUrl,
    // A connection for each job, and a few for what they read beside their transactions.
    poolSize: settings.concurrency + 4,
    applicationName,
  });
  const { allowLoopback, ocpiUrl } = settings;
  const ocpi = createOcpiGateway({ ocpiUrl, allowLoopback });
  const mailer = createMailer(settings.mail);
  const base = {
    actor: { kind: 'system' },
    clock: { now: () => new Date() },
    db: database,
    seller: settings.seller,
    urls: { web: settings.webUrl, ocpi: ocpiUrl },
  } as const;
  const ports = {
    registrar: createOcpiRegistrar({ allowLoopback }) satisfies PartnerRegistrar,
    payments: openPayments(settings.stripe) satisfies PaymentGateway,
    mailer: mailer satisfies Mailer,
    secrets: createSecretBox(settings.secretsKey) satisfies SecretBox,
  };
  const partners = {
    ocpi: ocpi satisfies PartnerGateway,
    internal: internalGateway({ ...base, ports }),
  };
  const ctx: System = { ...base, ports: { ...ports, partners } };
  return {
    ctx,
    /** Takes jobs until it is stopped; sweeps once at the start and then every minute. */
    async startJobs(tasks: JobHandlers) {
      await database.tx((tx) => enqueue(tx, { name: 'sweep', payload: {} }, { key: 'sweep' }));
      return await runJobs({
        url: settings.databaseUrl,
        tasks,
        concurrency: settings.concurrency,
        crontab: '* * * * * sweep',
      });
    },
    async close() {
      mailer.close();
      ocpi.close();
      await database.close();
    },
  };
}

export type { JobHandlers };
