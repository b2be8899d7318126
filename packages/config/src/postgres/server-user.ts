import { execFileSync, spawnSync } from 'node:child_process';

/** The operating system user that runs the server: PostgreSQL refuses to run as root. */
export interface ServerUser {
  name: string;
  uid: number;
  gid: number;
}

/**
 * The user to run PostgreSQL as: `undefined` means the current one. For root it is `postgres` where
 * that exists, else `nobody`, which every Unix has, so that a demo adds no user to the machine.
 */
export function findServerUser(): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    const uid = readId('-u', name);
    const gid = readId('-g', name);
    if (uid && gid) return { name, uid, gid };
  }
  throw new Error(
    'PostgreSQL does not run as root, and neither of the users postgres and nobody exists. ' +
      'Start as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.',
  );
}

/** Whether `user` may read and enter (or execute) `path`, which any directory above may forbid. */
export function canReach(user: ServerUser, path: string): boolean {
  const { uid, gid } = user;
  const test = ['-c', 'test -r "$1" && test -x "$1"', 'sh', path];
  return spawnSync('/bin/sh', test, { uid, gid, cwd: '/' }).status === 0;
}

function readId(flag: '-u' | '-g', name: string): number | undefined {
  const { status, stdout } = spawnSync('id', [flag, name], { encoding: 'utf8' });
  return status === 0 ? Number(stdout) : undefined;
}

/** Gives `path` and everything under it to `user`; root only. */
export function giveTo(user: ServerUser, path: string): void {
  execFileSync('chown', ['-R', `${user.uid}:${user.gid}`, path]);
}
