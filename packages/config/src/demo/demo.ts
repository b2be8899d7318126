import { readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { takeLock } from '../../bootstrap/lock.mjs';
import { settings } from '../env.ts';
import { forgetCluster } from '../postgres/index.ts';
import { root } from '../stack/plan.ts';
import { beginStack, type Stack, type StackOptions } from '../stack/start-stack.ts';
import { type Death, describeEnd } from '../stack/supervisor.ts';
import { readArguments } from './arguments.ts';

const dir = join(root, '.peregrine');
const lockName = 'demo.lock';

/** Runs until a signal or a death; resolves to the exit code. */
async function demo(): Promise<number> {
  const { reset, sandboxArgs } = readArguments(process.argv.slice(2), settings.callerDirectory);
  const lock = takeLock(join(dir, lockName));
  if ('holder' in lock) {
    throw new Error(`The demo already runs here, as process ${lock.holder}: stop that one first.`);
  }
  try {
    if (reset) await startOver();
    return await runUntilAsked(sandboxArgs);
  } finally {
    lock.release();
  }
}

async function startOver(): Promise<void> {
  await forgetCluster(join(dir, 'postgres'));
  for (const name of readdirSync(dir)) {
    if (name !== lockName) rmSync(join(dir, name), { recursive: true, force: true });
  }
}

/** Why the demo ends. */
type Ending =
  | { kind: 'asked' }
  | { kind: 'death'; death: Death }
  | { kind: 'failed'; error: unknown };

async function runUntilAsked(sandboxArgs: readonly string[]): Promise<number> {
  const startedAtMs = performance.now();
  const ending = Promise.withResolvers<Ending>();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => ending.resolve({ kind: 'asked' }));
  }
  // The process that npm started is gone, and with it the terminal that could stop us.
  process.once('disconnect', () => ending.resolve({ kind: 'asked' }));
  const starting = beginStack({
    ...chosenOptions(),
    ports: 'default',
    dir,
    sandboxArgs,
    onDeath: (death) => ending.resolve({ kind: 'death', death }),
    onProgress: (line) => console.log(line),
  });
  starting.ready.then(
    (stack) => printTable(stack, performance.now() - startedAtMs),
    (error: unknown) => ending.resolve({ kind: 'failed', error }),
  );
  const end = await ending.promise;
  if (end.kind === 'death') console.error(explain(end.death));
  if (end.kind === 'failed') console.error(messageOf(end.error));
  console.log('Stopping ...');
  await starting.stop();
  return end.kind === 'asked' ? 0 : 1;
}

function chosenOptions(): Partial<StackOptions> {
  const { databaseUrl, stripeSecretKey, stripeWebhookSecret, smtpUrl, mailFrom } = settings;
  if (stripeSecretKey && !stripeWebhookSecret) {
    throw new Error('STRIPE_SECRET_KEY is set: set STRIPE_WEBHOOK_SECRET too.');
  }
  return {
    ...(databaseUrl ? { databaseUrl } : {}),
    ...(stripeSecretKey && stripeWebhookSecret
      ? { stripe: { secretKey: stripeSecretKey, webhookSecret: stripeWebhookSecret } }
      : {}),
    ...(smtpUrl ? { smtpUrl } : {}),
    ...(mailFrom ? { mailFrom } : {}),
  };
}

function printTable({ urls, links }: Stack, tookMs: number): void {
  const rows = [
    ['Driver app', urls.web],
    ['Staff console', `${urls.web}/console/partners`],
    ['Mailbox', settings.smtpUrl ? 'your SMTP server' : urls.sandbox],
    ['Sign in as the demo driver', links.driverLink],
    ['Sign in as demo staff', links.staffLink],
  ];
  const table = rows.map(([what = '', where]) => `  ${what.padEnd(28)}${where}`);
  const took = `Ready after ${Math.round(tookMs / 1000)} s. Ctrl-C stops everything.`;
  console.log(`\nPeregrine\n\n${table.join('\n')}\n\n${took}`);
}

function explain(death: Death): string {
  const log = relative(root, join(dir, 'logs', `${death.name}.log`));
  return `${describeEnd(death)}\nThe whole log: ${log}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

try {
  process.exit(await demo());
} catch (error) {
  console.error(messageOf(error));
  process.exit(1);
}
