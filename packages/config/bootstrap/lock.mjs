import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Takes a lock file that names its holder's process. A lock whose holder is gone is taken over.
 *
 * @param {string} file
 * @returns {{ release(): void } | { holder: number }} the lock, or the process that holds it
 */
export function takeLock(file) {
  mkdirSync(dirname(file), { recursive: true });
  for (;;) {
    if (createWhole(file)) return { release: () => rmSync(file, { force: true }) };
    const holder = readHolder(file);
    if (isAlive(holder)) return { holder };
    dropStale(file);
  }
}

/**
 * Creates the file with its content at once: a lock that is seen empty would look stale.
 *
 * @param {string} file
 * @returns {boolean} false when there already is one
 */
function createWhole(file) {
  const draft = `${file}.${process.pid}.draft`;
  writeFileSync(draft, String(process.pid));
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** @param {string} file */
function readHolder(file) {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    // Released between our two looks.
    return 0;
  }
}

/**
 * Renaming lets one of two waiters win. What it took may meanwhile be the other's new lock: that is
 * put back.
 *
 * @param {string} file
 */
function dropStale(file) {
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
    if (isAlive(readHolder(aside))) linkSync(aside, file);
    rmSync(aside, { force: true });
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOENT') throw error;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  // 0 would mean our own process group.
  if (pid === 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
