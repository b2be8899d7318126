import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type ServerType } from '@hono/node-server';
import type { Clock } from '@peregrine/domain';
import { Hono } from 'hono';
import { openPlatform, type Platform } from './ocpi/platform.ts';
import { platformRoutes } from './ocpi/platform-routes.ts';
import { type Charges, runCharges } from './ocpi/run-charges.ts';
import { checkoutPageRoutes } from './payments/checkout-page-routes.ts';
import { openPayments } from './payments/open-payments.ts';
import type { Payments } from './payments/payments.ts';
import { stripeRoutes } from './payments/stripe-routes.ts';
import type { Webhooks } from './payments/webhooks.ts';
import { openStateFile } from './state/open-state-file.ts';
import { ChargingStation } from './station/charging-station.ts';
import type { World } from './worlds/world.ts';

export type SandboxOptions = {
  /** 0 takes a free one. */
  port: number;
  /** How others reach it; default: the address it listens on. */
  sandboxUrl?: string;
  statePath?: string;
  clock: Clock;
  timeLapse: number;
  resultAfterMs?: number;
  updateEveryMs?: number;
  worlds: World[];
  stripe: { secretKey: string; webhookUrl: string; webhookSecret: string };
  /** The own-site station; absent: none runs. */
  station?: { identity: string; password: string; gatewayUrl: string };
};

export type RunningPlatform = { platform: Platform; charges: Charges };

export type Sandbox = {
  url: string;
  platforms: ReadonlyMap<string, RunningPlatform>;
  payments: Payments;
  webhooks: Webhooks;
  station: ChargingStation | undefined;
  close(): Promise<void>;
};

/** Starts the pretended outside world; answers when it listens. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const stateFile = openStateFile(options.statePath);
  const app = new Hono();
  const server = createAdaptorServer({ fetch: app.fetch });
  const port = await listen(server, options.port);
  const url = options.sandboxUrl ?? `http://127.0.0.1:${port}`;
  const timing = {
    timeLapse: options.timeLapse,
    resultAfterMs: options.resultAfterMs ?? 400,
    updateEveryMs: options.updateEveryMs ?? 1_000,
  };
  const platforms = new Map<string, RunningPlatform>();
  for (const world of options.worlds) {
    const { clock } = options;
    const platform = openPlatform({ world, stateFile, clock, sandboxUrl: url, timing });
    const charges = runCharges(platform);
    platforms.set(world.key, { platform, charges });
    app.route(`/ocpi/${world.key}`, platformRoutes(platform, charges));
  }
  const { payments, webhooks } = openPayments({
    stateFile,
    clock: options.clock,
    url,
    webhookUrl: options.stripe.webhookUrl,
    webhookSecret: options.stripe.webhookSecret,
  });
  app.route('/v1', stripeRoutes(payments, options.stripe.secretKey));
  app.route('/checkout', checkoutPageRoutes(payments));
  const station =
    options.station &&
    new ChargingStation({
      ...options.station,
      stateFile,
      clock: options.clock,
      timeLapse: options.timeLapse,
      updateEveryMs: timing.updateEveryMs,
    });
  app.get('/healthz', (c) => c.json({ status: 'ok' }));
  return {
    url,
    platforms,
    payments,
    webhooks,
    station,
    async close() {
      for (const { charges } of platforms.values()) charges.close();
      webhooks.close();
      station?.close();
      stateFile.flush();
      await closeServer(server);
    },
  };
}

function listen(server: ServerType, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function closeServer(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}
