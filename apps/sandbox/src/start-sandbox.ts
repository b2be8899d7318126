import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type ServerType } from '@hono/node-server';
import type { Clock } from '@peregrine/domain';
import { Hono } from 'hono';
import { openPlatform, type Platform } from './ocpi/platform.ts';
import { platformRoutes } from './ocpi/platform-routes.ts';
import { type Charges, runCharges } from './ocpi/run-charges.ts';
import { openStateFile } from './state/open-state-file.ts';
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
};

export type RunningPlatform = { platform: Platform; charges: Charges };

export type Sandbox = {
  url: string;
  platforms: ReadonlyMap<string, RunningPlatform>;
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
  app.get('/healthz', (c) => c.json({ status: 'ok' }));
  return {
    url,
    platforms,
    async close() {
      for (const { charges } of platforms.values()) charges.close();
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
