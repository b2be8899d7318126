import { readSeller, type Seller } from '@peregrine/services';

export type Settings = {
  readonly port: number;
  readonly databaseUrl: string;
  readonly webUrl: string;
  readonly ocpiUrl: string;
  readonly seller: Seller;
};

/** The only place that reads the environment; throws with the variable's name. */
export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const port = Number(env.CSMS_PORT ?? '3020');
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error('CSMS_PORT must be a port number');
  }
  const databaseUrl = env.DATABASE_URL;
  if (!databaseUrl) throw new Error('DATABASE_URL is missing');
  return {
    port,
    databaseUrl,
    webUrl: env.WEB_URL ?? 'http://127.0.0.1:3000',
    ocpiUrl: env.OCPI_URL ?? 'http://127.0.0.1:3010',
    seller: readSeller(env),
  };
}
