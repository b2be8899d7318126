import { delimiter, sep } from 'node:path';

/**
 * The environment of npm and of the tools it runs: without the `node_modules/.bin` directories that
 * npm put on PATH (npm would otherwise run on the very Node that `npm ci` is about to delete), and
 * with an engine named for Prisma, which would otherwise download one that nothing here uses.
 */
export function installEnvironment() {
  const path = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((entry) => !entry.endsWith(`node_modules${sep}.bin`))
    .join(delimiter);
  return { ...process.env, PATH: path, PRISMA_SCHEMA_ENGINE_BINARY: '/bin/true' };
}

/** Whether npm started this process, and is thus the one that a person or a machine stops. */
export function isRunByNpm() {
  return process.env.npm_lifecycle_event !== undefined;
}
