import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { openDatabase } from '@peregrine/db';
import type { Context } from '@peregrine/services';
import type { Settings } from './env.ts';
import { type Gateway, type GatewayOptions, startGateway } from './gateway/start-gateway.ts';
import { logLine } from './log.ts';

/** Wires the gateway to the database; `close` drains the sockets first, the database last. */
export async function compose(
  settings: Settings,
  options: Partial<GatewayOptions> = {},
): Promise<{ gateway: Gateway; close: () => Promise<void> }> {
  const database = openDatabase({
    url: settings.databaseUrl,
    applicationName: 'peregrine-csms',
    onConnectionError: (error) => logLine('error', 'database', { message: error.message }),
  });
  const ctx: Context = {
    actor: { kind: 'system' },
    clock: { now: () => new Date() },
    db: database,
    seller: settings.seller,
    urls: { web: settings.webUrl, ocpi: settings.ocpiUrl },
    ports: {},
  };
  const gateway = await startGateway({
    ctx,
    port: settings.port,
    // A process of its own name: a restarted one must not vouch for the sockets of the one before.
    node: `${hostname()}-${process.pid}-${randomBytes(4).toString('hex')}`,
    log: logLine,
    ...options,
  });
  return {
    gateway,
    async close() {
      await gateway.drain();
      await database.close();
    },
  };
}
