import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const root = join(import.meta.dirname, '../../..');
const globalSetup = join(root, 'packages/testkit/src/global-setup.ts');

/** One vitest run for the whole house: every `x.test.ts` beside its `x.ts`. */
export default defineConfig({
  root,
  test: {
    include: ['{apps,packages}/*/src/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', '**/.next/**', '**/generated/**'],
    globalSetup: existsSync(globalSetup) ? [globalSetup] : [],
    pool: 'forks',
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
