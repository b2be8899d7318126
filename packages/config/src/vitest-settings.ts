import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const root = join(import.meta.dirname, '../../..');
const globalSetup = join(root, 'packages/testkit/src/global-setup.ts');
const walls = 'packages/config/src/{walls,tidy}/**/*.test.ts';
const stacks = 'packages/testkit/src/house/**/*.test.ts';
const pure = 'packages/{domain,pricing,billing,signed-data}/src/**/*.test.ts';
const exclude = ['**/node_modules/**', '**/.next/**', '**/generated/**'];
const shared = { root, pool: 'forks' as const, testTimeout: 60_000, hookTimeout: 120_000 };

/** One vitest run for the whole house: every `x.test.ts` beside its `x.ts`. */
export default defineConfig({
  root,
  test: {
    projects: [
      // What `verify` runs: no database is started for it.
      { test: { ...shared, name: 'walls', include: [walls], exclude } },
      {
        test: {
          ...shared,
          name: 'house',
          include: ['{apps,packages}/*/{src,bootstrap}/**/*.test.{ts,tsx}'],
          exclude: [...exclude, walls, stacks, pure],
          globalSetup: existsSync(globalSetup) ? [globalSetup] : [],
        },
      },
      // Rooms that keep nothing between two calls need no process for each file.
      { test: { ...shared, name: 'pure', include: [pure], exclude, isolate: false } },
      // Whole stacks with the built web app, one after another.
      {
        test: {
          ...shared,
          name: 'stacks',
          include: [stacks],
          exclude,
          testTimeout: 120_000,
          hookTimeout: 300_000,
          maxWorkers: 1,
          maxConcurrency: 12,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
