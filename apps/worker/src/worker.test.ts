import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import {
  chargingWorld,
  SELLER_SETTINGS,
  type TestDatabase,
  testClock,
  testDatabase,
} from '@peregrine/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';

let db: TestDatabase;
const children: ChildProcess[] = [];
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await db.close();
});

/** Starts one of the worker's scripts as demo and production do. */
function start(script: string, port: number, env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join(import.meta.dirname, script)], {
    env: {
      ...SELLER_SETTINGS,
      DATABASE_URL: db.appUrl,
      WORKER_PORT: String(port),
      STRIPE_SECRET_KEY: 'sk_test_x',
      STRIPE_WEBHOOK_SECRET: 'whsec_x',
      SMTP_URL: 'smtp://127.0.0.1:9',
      MAIL_FROM: 'Peregrine <hello@peregrine.example>',
      SECRETS_KEY: 'ab'.repeat(32),
      AUTH_SECRET: 'auth-secret',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output += chunk;
  });
  return { child, output: () => output };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

/** Asks until the answer is there; the test's timeout ends it. */
async function until<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test('the seed makes the fixed world, and a second one changes nothing', async () => {
  const rows = async () => {
    const [row] = await db.sql<Record<string, string>>(
      `SELECT (SELECT count(*) FROM "user") AS users, (SELECT count(*) FROM token) AS tokens,
        (SELECT count(*) FROM partner) AS partners, (SELECT count(*) FROM evse) AS evses,
        (SELECT count(*) FROM plan_version) AS plans, (SELECT count(*) FROM tariff_version) AS tariffs`,
    );
    return row;
  };
  for (let time = 0; time < 2; time += 1) {
    const seed = start('seed.ts', 1);
    const [code] = await once(seed.child, 'exit');
    expect(code, seed.output()).toBe(0);
    expect(JSON.parse(seed.output().trim().split('\n').at(-1) ?? '')).toEqual({
      driver: 'driver@peregrine.example',
      staff: 'staff@peregrine.example',
    });
    expect(await rows()).toEqual({
      users: '2',
      tokens: '2',
      partners: '1',
      evses: '2',
      plans: '1',
      tariffs: '1',
    });
  }
});

test('a worker is healthy, does the jobs, and ends in order on SIGTERM', async () => {
  const bank = createServer((_, response) => {
    response.writeHead(402, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: { type: 'card_error', code: 'card_declined' } }));
  }).listen(0, '127.0.0.1');
  await once(bank, 'listening');
  const { port: bankPort } = bank.address() as AddressInfo;
  const port = await freePort();
  const worker = start('main.ts', port, { STRIPE_API_URL: `http://127.0.0.1:${bankPort}` });
  const health = await until(() =>
    fetch(`http://127.0.0.1:${port}/healthz`).then(
      (response) => response.json(),
      () => (worker.child.exitCode === null ? undefined : worker.output()),
    ),
  );
  expect(health).toEqual({ status: 'ok' });
  const world = await chargingWorld(db, testClock(new Date().toISOString()));
  const chargeId = await world.start();
  const refused = await until(async () => {
    const { startState } = await db.database.read.charge.findUniqueOrThrow({
      where: { id: chargeId },
    });
    return startState === 'asked' ? undefined : startState;
  });
  expect(refused).toBe('refused');
  worker.child.kill('SIGTERM');
  const [code] = await once(worker.child, 'exit');
  bank.close();
  expect(code, worker.output()).toBe(0);
});

test('a setting that is missing is named, and ends the start', async () => {
  const worker = start('main.ts', 1, { SECRETS_KEY: '' });
  const [code] = await once(worker.child, 'exit');
  expect(code).toBe(1);
  expect(worker.output()).toContain('SECRETS_KEY is missing');
});
