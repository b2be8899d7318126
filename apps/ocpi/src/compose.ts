import { serve } from '@hono/node-server';
import { createSecretBox, openDatabase } from '@peregrine/db';
import { createOcpiRegistrar } from '@peregrine/ocpi';
import type { Context, PartnerRegistrar, SecretBox } from '@peregrine/services';
import { buildServer } from './build-server.ts';
import type { Settings } from './env.ts';
import { type Log, logLine } from './log.ts';

export type Running = {
  readonly port: number;
  /** Ends listening, lets running requests end, closes the database last. */
  close(): Promise<void>;
};

/** Wires the endpoint to the database and starts to listen. */
export async function compose(settings: Settings, log: Log = logLine): Promise<Running> {
  const database = openDatabase({
    url: settings.databaseUrl,
    applicationName: 'peregrine-ocpi',
    onConnectionError: (error) => log('error', 'database', { message: error.message }),
  });
  const registrar = createOcpiRegistrar({ allowLoopback: settings.allowLoopback });
  const ctx: Context = {
    actor: { kind: 'system' },
    clock: { now: () => new Date() },
    db: database,
    seller: settings.seller,
    urls: { web: settings.webUrl, ocpi: settings.ocpiUrl },
    ports: {
      registrar: registrar satisfies PartnerRegistrar,
      secrets: createSecretBox(settings.secretsKey) satisfies SecretBox,
    },
  };
  const app = buildServer({ ctx, log });
  const { server, port } = await listen(app.fetch, settings);
  return {
    port,
    async close() {
      await new Promise<void>((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        if ('closeIdleConnections' in server) server.closeIdleConnections();
      });
      registrar.close();
      await database.close();
    },
  };
}

type Server = ReturnType<typeof serve>;

function listen(
  fetch: Parameters<typeof serve>[0]['fetch'],
  { host, port }: Settings,
): Promise<{ server: Server; port: number }> {
  return new Promise((resolve, reject) => {
    // A peer that sends slowly holds a socket, not a worker: it is cut off all the same.
    const serverOptions = { headersTimeout: 10_000, requestTimeout: 30_000 };
    const server = serve({ fetch, port, hostname: host, serverOptions }, (address) =>
      resolve({ server, port: address.port }),
    );
    server.on('error', reject);
  });
}
