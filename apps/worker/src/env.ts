import { readSeller, type Seller } from '@peregrine/services';

/** What the worker, the seed and the first connection take from the environment. */
export type Settings = {
  readonly port: number;
  readonly databaseUrl: string;
  readonly webUrl: string;
  readonly ocpiUrl: string;
  readonly seller: Seller;
  readonly stripe: {
    readonly secretKey: string;
    readonly webhookSecret: string;
    readonly apiUrl: string | undefined;
  };
  readonly mail: { readonly url: string; readonly from: string };
  readonly secretsKey: string;
  readonly allowLoopback: boolean;
  readonly concurrency: number;
  /** How often each partner is asked for what changed. */
  readonly pullIntervalMs: number;
};

type Environment = Readonly<Record<string, string | undefined>>;

/** Throws with the name of the variable that is missing or wrong. */
export function readSettings(env: Environment = process.env): Settings {
  return {
    port: readNumber(env, 'WORKER_PORT', 3030),
    databaseUrl: required(env, 'DATABASE_URL'),
    webUrl: env.WEB_URL || 'http://127.0.0.1:3000',
    ocpiUrl: env.OCPI_URL || 'http://127.0.0.1:3010',
    seller: readSeller(env),
    stripe: {
      secretKey: required(env, 'STRIPE_SECRET_KEY'),
      webhookSecret: required(env, 'STRIPE_WEBHOOK_SECRET'),
      apiUrl: env.STRIPE_API_URL || undefined,
    },
    mail: { url: required(env, 'SMTP_URL'), from: required(env, 'MAIL_FROM') },
    secretsKey: required(env, 'SECRETS_KEY'),
    allowLoopback: env.OCPI_ALLOW_LOOPBACK === '1',
    concurrency: readNumber(env, 'WORKER_CONCURRENCY', 8),
    pullIntervalMs: readNumber(env, 'PULL_INTERVAL_SECONDS', 60) * 1000,
  };
}

/** The demo's fixed world: who signs in, and where the sandbox answers. */
export type DemoSettings = {
  readonly authSecret: string;
  readonly sandboxUrl: string;
  readonly stationPassword: string;
  readonly registrationTokens: Readonly<Record<PlatformKey, string>>;
};

export type PlatformKey = 'lowland' | 'twinpower' | 'synthetic' | 'irve';

export function readDemoSettings(env: Environment = process.env): DemoSettings {
  const token = (key: PlatformKey) =>
    env[`SANDBOX_${key.toUpperCase()}_TOKEN`] || `${key}-registration-token-a`;
  return {
    authSecret: required(env, 'AUTH_SECRET'),
    sandboxUrl: env.SANDBOX_URL || 'http://127.0.0.1:3040',
    stationPassword: env.STATION_PASSWORD || 'sandbox-station-password',
    registrationTokens: {
      lowland: token('lowland'),
      twinpower: token('twinpower'),
      synthetic: token('synthetic'),
      irve: token('irve'),
    },
  };
}

function required(env: Environment, name: string): string {
  const value = env[name];
  if (!value) throw new Error(`${name} is missing`);
  return value;
}

function readNumber(env: Environment, name: string, otherwise: number): number {
  const value = Number(env[name] || otherwise);
  if (Number.isInteger(value) && value > 0 && value < 65_536) return value;
  throw new Error(`${name} must be a whole number from 1 to 65535`);
}
