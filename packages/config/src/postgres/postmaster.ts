import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a server says about itself in `postmaster.pid`. */
export interface Postmaster {
  pid: number;
  port: number;
  ready: boolean;
}

/** Reads `postmaster.pid` (PostgreSQL, miscadmin.h: line 1 pid, line 4 port, line 8 status). */
export function readPostmaster(dataDir: string): Postmaster | undefined {
  const lines = readIfThere(join(dataDir, 'postmaster.pid')).split('\n');
  const pid = Number(lines[0]);
  if (!pid) return undefined;
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
}

/** Empty where there is no file. One look: a server that starts deletes what a killed one left. */
function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

/** Whether a process of this id runs, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return !isZombie(pid);
}

/** Ended, but not yet collected by init, which in some containers never happens (Linux, proc(5)). */
function isZombie(pid: number): boolean {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return false;
  try {
    return /\) Z /.test(readFileSync(file, 'utf8'));
  } catch {
    // Collected between our two looks.
    return true;
  }
}

/**
 * The server that already runs on this cluster, e.g. after its launcher was killed. A pid alone can
 * belong to a stranger, so the port must also answer as PostgreSQL.
 */
export async function findLivePostmaster(dataDir: string): Promise<Postmaster | undefined> {
  for (let tries = 0; tries < 100; tries += 1) {
    const found = readPostmaster(dataDir);
    if (!found || !isAlive(found.pid)) return undefined;
    if (found.ready) return (await answersAsPostgres(found.port)) ? found : undefined;
    await sleep(100);
  }
  return undefined;
}

/** Sends SSLRequest (PostgreSQL protocol 3.0, 55.7): a server answers with one byte, `S` or `N`. */
function answersAsPostgres(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1');
    const finish = (answer: boolean) => {
      socket.destroy();
      done(answer);
    };
    socket.setTimeout(5_000, () => finish(false));
    socket.on('error', () => finish(false));
    socket.on('connect', () => socket.write(Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])));
    socket.on('data', (answer) => finish(['S', 'N'].includes(answer.toString('latin1', 0, 1))));
    socket.on('end', () => finish(false));
  });
}

/** Waits until the process is gone; false when it outlives `timeoutMs`. */
export async function waitForExit(pid: number, timeoutMs: number): Promise<boolean> {
  for (let waitedMs = 0; isAlive(pid); waitedMs += 20) {
    if (waitedMs >= timeoutMs) return false;
    await sleep(20);
  }
  return true;
}
