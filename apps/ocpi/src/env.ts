import { readSeller, type Seller } from '@peregrine/services';

export type Settings = {
  readonly host: string;
  readonly port: number;
  /** As the role `edge`. */
  readonly databaseUrl: string;
  /** Where partners reach us, without a trailing slash. */
  readonly ocpiUrl: string;
  readonly webUrl: string;
  /** 32 bytes, hex or Base64: seals the partners' tokens. */
  readonly secretsKey: string;
  /** Partners on loopback addresses over http: demo and tests only. */
  readonly allowLoopback: boolean;
  readonly seller: Seller;
};

/** The only place that reads the environment; throws with the variable's name. */
export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const port = Number(env.OCPI_PORT ?? '3010');
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error('OCPI_PORT must be a port number');
  return {
    host: env.OCPI_HOST ?? '127.0.0.1',
    port,
    databaseUrl: required(env, 'DATABASE_URL'),
    ocpiUrl: (env.OCPI_URL ?? `http://127.0.0.1:${port}`).replace(/\/+$/, ''),
    webUrl: env.WEB_URL ?? 'http://127.0.0.1:3000',
    secretsKey: required(env, 'SECRETS_KEY'),
    allowLoopback: env.OCPI_ALLOW_LOOPBACK === '1',
    seller: readSeller(env),
  };
}

function required(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name];
  if (!value) throw new Error(`${name} is missing`);
  return value;
}
