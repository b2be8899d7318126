import { type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { clusterDirectory, locatePostgres, type PostgresHome, removeCluster } from './locate.ts';
import { findLivePostmaster, isAlive, readPostmaster, waitForExit } from './postmaster.ts';
import { giveTo } from './server-user.ts';

/** How to start a cluster of the embedded PostgreSQL. */
export interface PostgresOptions {
  /** Kept between runs; made by initdb when absent. As root it may be moved: see `notice`. */
  dataDir: string;
  port: number;
  /** Password of the superuser `postgres`, set when the cluster is made. */
  password: string;
  /** SQL statements, one line each, run once by the superuser when the cluster is made. */
  setup?: readonly string[];
  /** For tests: no fsync, and the server stops when this process ends, however it ends. */
  throwaway?: boolean;
}

/** A running server. */
export interface Postgres {
  port: number;
  pid: number;
  dataDir: string;
  /** True when the server was already running and was taken over. */
  adopted: boolean;
  notice: string | undefined;
  logFile: string;
  /** Superuser's URL of the database `postgres`. */
  url: string;
  isAlive(): boolean;
  /** Sends a signal to the server and waits until it is gone. */
  kill(signal: NodeJS.Signals): Promise<void>;
  /** Fast shutdown; by force when that takes too long. */
  stop(): Promise<void>;
}

/**
 * Starts the embedded PostgreSQL on 127.0.0.1, or adopts the server that still runs on `dataDir`
 * (then `port` is the running server's). The server is detached: it outlives this process until
 * `stop`, so that what uses it can drain first. Throws with the server's last log lines.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const home = locatePostgres(options.dataDir);
  const logFile = `${home.dataDir}.log`;
  const live = await findLivePostmaster(home.dataDir);
  if (!live && !existsSync(join(home.dataDir, 'PG_VERSION'))) makeCluster(home, options);
  const { pid, port } = live ?? (await launch(home, options, logFile));
  return {
    port,
    pid,
    dataDir: home.dataDir,
    adopted: live !== undefined,
    notice: home.notice,
    logFile,
    url: postgresUrl({ user: 'postgres', password: options.password, port, database: 'postgres' }),
    isAlive: () => isAlive(pid),
    kill: async (signal) => {
      if (isAlive(pid)) process.kill(pid, signal);
      await waitForExit(pid, 30_000);
    },
    stop: () => stopServer(pid),
  };
}

/** Whether a server runs on the cluster of `dataDir`, which `startPostgres` would then adopt. */
export async function isRunning(dataDir: string): Promise<boolean> {
  return (await findLivePostmaster(clusterDirectory(dataDir))) !== undefined;
}

/** Deletes the cluster of `dataDir`; a server that still runs on it is stopped first. */
export async function forgetCluster(dataDir: string): Promise<void> {
  const live = await findLivePostmaster(clusterDirectory(dataDir));
  if (live) await stopServer(live.pid);
  removeCluster(dataDir);
}

/** The last lines of a server's log; empty where there is no server. */
export function readServerLog(postgres: Postgres | undefined, lines: number): string {
  return postgres ? lastLines(postgres.logFile, lines) : '';
}

/** `postgresql://user:password@127.0.0.1:port/database`. */
export function postgresUrl(part: {
  user: string;
  password: string;
  port: number;
  database: string;
}): string {
  const secret = encodeURIComponent(part.password);
  return `postgresql://${part.user}:${secret}@127.0.0.1:${part.port}/${part.database}`;
}

// The locale is given to initdb, never inherited: without LANG the cluster would be SQL_ASCII.
const encodingFlags = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];

function asServerUser(home: PostgresHome): SpawnOptions {
  const ids = home.user ? { uid: home.user.uid, gid: home.user.gid } : {};
  return { ...ids, cwd: home.dataDir, env: { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' } };
}

function makeCluster(home: PostgresHome, options: PostgresOptions): void {
  const passwordFile = `${home.dataDir}.password`;
  writeFileSync(passwordFile, options.password, { mode: 0o600 });
  if (home.user) giveTo(home.user, passwordFile);
  try {
    run(home, 'initdb', [
      `--pgdata=${home.dataDir}`,
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--locale=C',
      ...encodingFlags,
      ...(options.throwaway ? ['--no-sync'] : []),
    ]);
    for (const statement of options.setup ?? []) {
      run(home, 'postgres', ['--single', '-D', home.dataDir, 'postgres'], `${statement}\n`);
    }
  } catch (error) {
    // A half-made cluster would look like a whole one to the next start.
    rmSync(home.dataDir, { recursive: true, force: true });
    throw error;
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function run(home: PostgresHome, tool: string, args: string[], input = ''): void {
  const command = join(home.native, 'bin', tool);
  const result = spawnSync(command, args, { ...asServerUser(home), input, encoding: 'utf8' });
  if (result.error) throw new Error(`${tool} could not be started`, { cause: result.error });
  if (result.status !== 0 || /^\S* ?(ERROR|FATAL):/m.test(result.stderr)) {
    throw new Error(`${tool} failed:\n${result.stderr}`);
  }
}

async function launch(
  home: PostgresHome,
  options: PostgresOptions,
  logFile: string,
): Promise<{ pid: number; port: number }> {
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'timezone=UTC'];
  settings.push('max_connections=200', 'wal_level=minimal', 'max_wal_senders=0');
  if (options.throwaway) {
    // Each commit is still handed to the machine: kill -9 of the server alone loses none.
    settings.push('fsync=off', 'full_page_writes=off');
  }
  const args = ['-D', home.dataDir, '-p', String(options.port)];
  args.push(...settings.flatMap((setting) => ['-c', setting]));
  // After kill -9 of the server its last backends hold the shared memory for a moment more.
  for (let tries = 0; ; tries += 1) {
    const pid = await spawnServer(home, args, logFile);
    if (pid) {
      if (options.throwaway) stopWithThisProcess(pid);
      return { pid, port: options.port };
    }
    const tail = lastLines(logFile, 8);
    const transient = /pre-existing shared memory|postmaster\.pid" already exists/.test(tail);
    if (!transient || tries >= 50) throw new Error(`PostgreSQL did not start:\n${tail}`);
    await sleep(200);
  }
}

/** The server's pid once it accepts connections; undefined when it ended before. */
async function spawnServer(
  home: PostgresHome,
  args: string[],
  logFile: string,
): Promise<number | undefined> {
  const log = openSync(logFile, 'w');
  const server = spawn(join(home.native, 'bin/postgres'), args, {
    ...asServerUser(home),
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  let ended = false;
  server.on('exit', () => {
    ended = true;
  });
  server.on('error', () => {
    ended = true;
  });
  server.unref();
  while (!ended) {
    const state = readPostmaster(home.dataDir);
    if (state?.ready && state.pid === server.pid) return server.pid;
    await sleep(10);
  }
  return undefined;
}

/** A shell that waits for the end of its input, which comes when this process ends in any way. */
function stopWithThisProcess(pid: number): void {
  const watcher = spawn('/bin/sh', ['-c', 'cat >/dev/null; kill -INT "$1"', 'sh', String(pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watcher.unref();
  // The pipe must not keep the event loop alive.
  (watcher.stdin as unknown as { unref(): void }).unref();
}

/** Fast shutdown (SIGINT): open transactions are rolled back; then immediate, then by force. */
async function stopServer(pid: number): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!isAlive(pid)) return;
    process.kill(pid, signal);
    if (await waitForExit(pid, 10_000)) return;
  }
}

function lastLines(file: string, count: number): string {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
}
