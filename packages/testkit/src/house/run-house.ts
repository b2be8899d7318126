import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forgetCluster } from '@peregrine/config/postgres';
import { type Stack, type StackOptions, startStack } from '@peregrine/config/stack';
import pg from 'pg';
import { until } from './until.ts';

/** The whole stack, as the demo starts it, with what tests see and do beside its edges. */
export type House = {
  readonly stack: Stack;
  /** Runs SQL as the owner of the database, to arrange and to look. */
  sql<Row extends object = Record<string, unknown>>(
    text: string,
    values?: readonly unknown[],
  ): Promise<Row[]>;
  /** A connection of its own, e.g. to hold a lock; the caller ends it. */
  connect(): Promise<pg.Client>;
  /** A lever of the sandbox: GET without a body, POST with one. Throws when it is refused. */
  control<T>(path: string, body?: object): Promise<T>;
  /** Clears the payment faults: held answers come now. */
  clearFaults(): Promise<void>;
  /** What the worker does every minute, now: pulls, sweeps. */
  sweep(): Promise<void>;
  close(): Promise<void>;
};

/** Starts it on free ports, with simulated time running fast. Ends with `close`. */
export async function runHouse(options: Partial<StackOptions> = {}): Promise<House> {
  const dir = mkdtempSync(join(tmpdir(), 'peregrine-house-'));
  // For root the server runs as another user, who has to get in.
  chmodSync(dir, 0o755);
  const stack = await startStack({
    ports: 'free',
    dir,
    throwaway: true,
    envExtra: { SANDBOX_TIME_LAPSE: '3600', PULL_INTERVAL_SECONDS: '1' },
    ...options,
  });
  const pool = new pg.Pool({ connectionString: stack.databaseUrl, max: 4 });
  // PostgreSQL is killed under it: the next query says so where it matters.
  pool.on('error', () => undefined);
  const control = async <T>(path: string, body?: object, method = body ? 'POST' : 'GET') => {
    const response = await fetch(`${stack.urls.sandbox}/control${path}`, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  const house: House = {
    stack,
    sql: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
      (await pool.query<Row>(text, [...values])).rows,
    async connect() {
      const client = new pg.Client({ connectionString: stack.databaseUrl });
      client.on('error', () => undefined);
      await client.connect();
      return client;
    },
    control,
    clearFaults: () => control('/payments/faults', undefined, 'DELETE'),
    async sweep() {
      await house.sql(`SELECT enqueue_job('sweep', '{}', NULL, 'sweep-now', NULL)`);
    },
    async close() {
      await pool.end();
      await stack.stop();
      await forgetCluster(join(dir, 'postgres'));
      rmSync(dir, { recursive: true, force: true });
    },
  };
  await waitForWorld(house).catch(async (error: unknown) => {
    await house.close();
    throw error;
  });
  return house;
}

/** The partners' stations were pulled, the driver's token was pushed, the own station is there. */
async function waitForWorld(house: House): Promise<void> {
  await until('the EVSEs of the partners', async () => {
    const [found] = await house.sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM evse WHERE evse_uid IN ('LOW-AMS-1-A', 'LOW-MST-1-A')`,
    );
    return found?.n === 2;
  });
  await until('the tariff of the partners', async () => {
    const rows = await house.sql(`SELECT 1 FROM tariff_version WHERE tariff_id = 'LOW-STD'`);
    return rows.length > 0;
  });
  await until('the own station', async () => {
    const rows = await house.sql(
      `SELECT 1 FROM evse WHERE evse_uid = 'PEREGRINE-BERLIN-1-1' AND status = 'AVAILABLE'`,
    );
    return rows.length > 0;
  });
}
