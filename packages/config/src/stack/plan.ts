import { join } from 'node:path';
import { inheritedEnvironment } from '../env.ts';
import { defaultPorts, type Ports } from './ports.ts';
import type { Secrets } from './secrets.ts';
import type { Command } from './spawn-command.ts';
import type { ServerCommand } from './supervisor.ts';

/** The root of the repository. */
export const root = join(import.meta.dirname, '../../../..');

const followParent = join(import.meta.dirname, 'follow-parent.mjs');

/** Everything that the description of the stack depends on. */
export interface StackSettings {
  ports: Ports;
  secrets: Secrets;
  database: { migrator: string; app: string; edge: string };
  /** Where the sandbox keeps its state. */
  dir: string;
  /** Real Stripe in place of the sandbox's. */
  stripe?: { secretKey: string; webhookSecret: string };
  /** Real SMTP in place of the sandbox's mailbox. */
  smtpUrl?: string;
  mailFrom?: string;
  sandboxArgs?: readonly string[];
  /** Added to the environment of every process, and wins. */
  envExtra?: Readonly<Record<string, string>>;
}

/** Where each part answers. */
export interface StackUrls {
  web: string;
  ocpi: string;
  csms: string;
  worker: string;
  sandbox: string;
}

export type ServerName = keyof StackUrls;

/** The stack as commands: the one description that demo, browser tests and crash tests share. */
export interface StackPlan {
  urls: StackUrls;
  migrate: Command;
  seed: Command;
  /** Registers the sandbox's platforms: needs sandbox, ocpi and worker. Prints the links. */
  connect: Command;
  buildWeb: Command;
  servers: Record<ServerName, ServerCommand>;
}

/** Servers end in this order, and PostgreSQL after them. */
export const stopOrder: readonly ServerName[] = ['web', 'ocpi', 'csms', 'worker', 'sandbox'];

export function planStack(settings: StackSettings): StackPlan {
  const { ports, secrets, database } = settings;
  const urls = urlsOf(ports);
  const shared = sharedEnvironment(settings, urls);
  const node = (name: string, script: string, env: Record<string, string>, args: string[] = []) =>
    nodeCommand(name, script, { ...shared, ...env, ...settings.envExtra }, args);
  const server = (name: ServerName, variable: keyof Ports, command: Command): ServerCommand => ({
    ...command,
    health: `${urls[name].replace(/^ws/, 'http')}/healthz`,
    ports: [{ variable, port: ports[variable] }],
  });
  const app = { DATABASE_URL: database.app };
  const sandbox = server('sandbox', 'SANDBOX_PORT', {
    ...node('sandbox', 'apps/sandbox/src/main.ts', sandboxEnvironment(settings, urls)),
  });
  sandbox.command.push(...(settings.sandboxArgs ?? []));
  sandbox.ports.push({ variable: 'SMTP_PORT', port: ports.SMTP_PORT });
  return {
    urls,
    migrate: node('migrate', 'packages/db/src/migrate.ts', {
      MIGRATOR_DATABASE_URL: database.migrator,
      APP_DATABASE_PASSWORD: secrets.appPassword,
      EDGE_DATABASE_PASSWORD: secrets.edgePassword,
    }),
    seed: node('seed', 'apps/worker/src/seed.ts', app),
    connect: node('connect', 'apps/worker/src/connect.ts', app),
    buildWeb: buildCommand(),
    servers: {
      sandbox,
      ocpi: server(
        'ocpi',
        'OCPI_PORT',
        node('ocpi', 'apps/ocpi/src/main.ts', { DATABASE_URL: database.edge }),
      ),
      csms: server('csms', 'CSMS_PORT', node('csms', 'apps/csms/src/main.ts', app)),
      worker: server('worker', 'WORKER_PORT', node('worker', 'apps/worker/src/main.ts', app)),
      web: server('web', 'WEB_PORT', {
        ...node('web', 'node_modules/next/dist/bin/next', app, [
          'start',
          '--hostname=127.0.0.1',
          `--port=${ports.WEB_PORT}`,
        ]),
        cwd: join(root, 'apps/web'),
      }),
    },
  };
}

function urlsOf(ports: Ports): StackUrls {
  return {
    web: `http://127.0.0.1:${ports.WEB_PORT}`,
    ocpi: `http://127.0.0.1:${ports.OCPI_PORT}`,
    csms: `ws://127.0.0.1:${ports.CSMS_PORT}`,
    worker: `http://127.0.0.1:${ports.WORKER_PORT}`,
    sandbox: `http://127.0.0.1:${ports.SANDBOX_PORT}`,
  };
}

const ownVariables = [
  ...Object.keys(defaultPorts),
  ...['DATABASE_URL', 'MIGRATOR_DATABASE_URL', 'APP_DATABASE_PASSWORD', 'EDGE_DATABASE_PASSWORD'],
  ...['WEB_URL', 'OCPI_URL', 'CSMS_URL', 'SANDBOX_URL', 'EMSP_OCPI_URL', 'SMTP_URL', 'MAIL_FROM'],
  ...['STRIPE_SECRET_KEY', 'STRIPE_API_URL', 'STRIPE_WEBHOOK_SECRET'],
  ...['AUTH_SECRET', 'SECRETS_KEY', 'SANDBOX_STATE'],
];

/** Whose name stands on the demo's documents, unless the machine's environment says another. */
const demoSeller = {
  SELLER_NAME: 'Peregrine',
  SELLER_ADDRESS: 'Falkenweg 1|10115 Berlin|Germany',
  SELLER_VAT_ID: 'DE123456789',
  SELLER_EMAIL: 'billing@peregrine.example',
  EMSP_PARTY: 'NL-PER',
  CPO_PARTY: 'DE-PER',
  INVOICE_PREFIX: 'PER',
};

function sharedEnvironment(settings: StackSettings, urls: StackUrls): Record<string, string> {
  const { ports, secrets, stripe } = settings;
  const portEntries = Object.entries(ports).map(([name, port]) => [name, String(port)]);
  return {
    ...demoSeller,
    ...inheritedEnvironment(ownVariables),
    ...Object.fromEntries(portEntries),
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    WEB_URL: urls.web,
    OCPI_URL: urls.ocpi,
    CSMS_URL: urls.csms,
    SANDBOX_URL: urls.sandbox,
    STRIPE_SECRET_KEY: stripe?.secretKey ?? 'sk_test_sandbox',
    STRIPE_WEBHOOK_SECRET: stripe?.webhookSecret ?? secrets.stripeWebhookSecret,
    ...(stripe ? {} : { STRIPE_API_URL: urls.sandbox }),
    SMTP_URL: settings.smtpUrl ?? `smtp://127.0.0.1:${ports.SMTP_PORT}`,
    MAIL_FROM: settings.mailFrom ?? 'Peregrine <hello@peregrine.example>',
    AUTH_SECRET: secrets.authSecret,
    SECRETS_KEY: secrets.secretsKey,
    // The sandbox's platforms are on this machine, which the guard against SSRF refuses otherwise.
    OCPI_ALLOW_LOOPBACK: '1',
  };
}

function sandboxEnvironment(settings: StackSettings, urls: StackUrls): Record<string, string> {
  return {
    SANDBOX_STATE: join(settings.dir, 'sandbox.json'),
    EMSP_OCPI_URL: urls.ocpi,
    // The sandbox signs its own webhooks even when real Stripe is used.
    STRIPE_WEBHOOK_SECRET: settings.secrets.stripeWebhookSecret,
  };
}

function nodeCommand(
  name: string,
  script: string,
  env: Record<string, string>,
  args: string[],
): Command {
  const flags = ['--disable-warning=ExperimentalWarning', '--import', followParent];
  // Young objects of a large pull are collected early: 300 MB instead of 420 for 10,000 stations.
  if (name === 'worker') flags.push('--max-semi-space-size=4');
  return {
    name,
    command: [process.execPath, ...flags, join(root, script), ...args],
    cwd: root,
    env,
    followsParent: true,
  };
}

/** `next build`, left out by turbo when nothing that it reads has changed. */
function buildCommand(): Command {
  const env = inheritedEnvironment(ownVariables);
  return {
    name: 'build',
    command: [
      join(root, 'node_modules/.bin/turbo'),
      ...['run', 'build', '--filter=@peregrine/web', '--output-logs=new-only', '--no-color'],
    ],
    cwd: root,
    env: {
      ...env,
      PATH: `${join(root, 'node_modules/.bin')}:${env.PATH ?? '/usr/bin:/bin'}`,
      TURBO_TELEMETRY_DISABLED: '1',
      NEXT_TELEMETRY_DISABLED: '1',
    },
    followsParent: false,
  };
}
