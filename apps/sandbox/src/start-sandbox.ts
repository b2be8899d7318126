import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type ServerType } from '@hono/node-server';
import type { Clock } from '@peregrine/domain';
import { Hono } from 'hono';
import { mailControl } from './control/mail-control.ts';
import { paymentControl } from './control/payment-control.ts';
import { platformControl, type RunningPlatform } from './control/platform-control.ts';
import { stationControl } from './control/station-control.ts';
import { mailboxRoutes } from './mailbox/mailbox-routes.ts';
import { type Mailbox, runMailbox } from './mailbox/run-mailbox.ts';
import { changeStatuses } from './ocpi/change-statuses.ts';
import { openPlatform } from './ocpi/platform.ts';
import { platformRoutes } from './ocpi/platform-routes.ts';
import { runCharges } from './ocpi/run-charges.ts';
import { indexPage } from './pages/index-page.ts';
import { checkoutPageRoutes } from './payments/checkout-page-routes.ts';
import { openPayments } from './payments/open-payments.ts';
import type { Payments } from './payments/payments.ts';
import { stripeRoutes } from './payments/stripe-routes.ts';
import type { Webhooks } from './payments/webhooks.ts';
import { openStateFile, type StateFile } from './state/open-state-file.ts';
import { ChargingStation } from './station/charging-station.ts';
import type { World } from './worlds/world.ts';

const UPDATE_EVERY_MS = 1_000;

export type SandboxOptions = {
  /** 0 takes a free one. */
  port: number;
  smtpPort: number;
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

export type Sandbox = {
  url: string;
  platforms: ReadonlyMap<string, RunningPlatform>;
  payments: Payments;
  webhooks: Webhooks;
  station: ChargingStation | undefined;
  mailbox: Mailbox;
  close(): Promise<void>;
};

/** Starts the pretended outside world; answers when it listens. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { clock } = options;
  const stateFile = openStateFile(options.statePath);
  const app = new Hono();
  const server = createAdaptorServer({ fetch: app.fetch });
  const port = await listen(server, options.port);
  const url = options.sandboxUrl ?? `http://127.0.0.1:${port}`;
  const platforms = openPlatforms(options, stateFile, url);
  for (const [key, { platform, charges }] of platforms) {
    app.route(`/ocpi/${key}`, platformRoutes(platform, charges));
  }
  const quieten = [...platforms.values()].map((it) => changeStatuses(it.platform, it.charges));
  const { payments, webhooks } = openPayments({ ...options.stripe, stateFile, clock, url });
  const station = openStation(options, stateFile);
  const mailbox = await runMailbox({ stateFile, clock, port: options.smtpPort });
  app.route('/v1', stripeRoutes(payments, options.stripe.secretKey));
  app.route('/checkout', checkoutPageRoutes(payments));
  app.route('/mailbox', mailboxRoutes(mailbox));
  app.route('/control', platformControl(platforms));
  app.route('/control', paymentControl(payments, webhooks));
  app.route('/control', stationControl(station));
  app.route('/control', mailControl(mailbox));
  app.get('/healthz', (c) => c.json({ status: 'ok' }));
  app.get('/', (c) => {
    const mailCount = mailbox.mails.length;
    const { timeLapse } = options;
    return c.html(indexPage({ platforms, payments, station, mailCount, timeLapse }));
  });
  return {
    url,
    platforms,
    payments,
    webhooks,
    station,
    mailbox,
    async close() {
      for (const stop of quieten) stop();
      for (const { charges } of platforms.values()) charges.close();
      webhooks.close();
      station?.close();
      await mailbox.close();
      stateFile.flush();
      await closeServer(server);
    },
  };
}

function openPlatforms(
  options: SandboxOptions,
  stateFile: StateFile,
  sandboxUrl: string,
): Map<string, RunningPlatform> {
  const { clock } = options;
  const timing = {
    timeLapse: options.timeLapse,
    resultAfterMs: options.resultAfterMs ?? 400,
    updateEveryMs: options.updateEveryMs ?? UPDATE_EVERY_MS,
  };
  return new Map(
    options.worlds.map((world) => {
      const platform = openPlatform({ world, stateFile, clock, sandboxUrl, timing });
      return [world.key, { platform, charges: runCharges(platform) }];
    }),
  );
}

function openStation(options: SandboxOptions, stateFile: StateFile): ChargingStation | undefined {
  if (!options.station) return undefined;
  const { clock, timeLapse, updateEveryMs = UPDATE_EVERY_MS } = options;
  return new ChargingStation({ ...options.station, stateFile, clock, timeLapse, updateEveryMs });
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
