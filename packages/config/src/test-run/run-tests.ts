import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settings } from '../env.ts';
import { forgetCluster, startPostgres } from '../postgres/index.ts';
import { root } from '../stack/plan.ts';
import { freePort } from '../stack/ports.ts';
import { runSteps, type Tally } from '../verify/run-steps.ts';
import { findChromium } from './find-chromium.ts';
import { isInterrupted, watchForInterruption } from './interruption.ts';
import { runPlaywright, runVitest } from './run-vitest.ts';

/** Everything: the walls, then what runs under vitest, then the browser. */
async function runAll(): Promise<Tally> {
  const parts: [string, () => Promise<Tally>][] = [
    ['verify', () => runSteps([])],
    ['unit, database, protocol and whole-stack tests', runUnderVitest],
    ['browser tests', runInBrowser],
  ];
  const sum = { passed: 0, failed: 0 };
  for (const [name, run] of parts) {
    if (isInterrupted()) break;
    console.log(`\n== ${name}`);
    const { passed, failed } = await run().catch(countAsFailed);
    sum.passed += passed;
    sum.failed += failed;
  }
  return sum;
}

function countAsFailed(error: unknown): Tally {
  console.error(error instanceof Error ? error.message : error);
  return { passed: 0, failed: 1 };
}

/** Whole stacks mostly wait for their processes, so they run beside all that is quick. */
async function runUnderVitest(): Promise<Tally> {
  const tallies = await Promise.all([
    runWithDatabase(),
    runVitest({ args: ['--project=stacks'], env: {} }),
  ]);
  return {
    passed: tallies.reduce((sum, { passed }) => sum + passed, 0),
    failed: tallies.reduce((sum, { failed }) => sum + failed, 0),
  };
}

async function runWithDatabase(): Promise<Tally> {
  // `verify` has run the project of the walls.
  const args = ['--project=house'];
  if (settings.testPostgresUrl) {
    return runVitest({ args, env: { TEST_POSTGRES_URL: settings.testPostgresUrl } });
  }
  const dir = mkdtempSync(join(tmpdir(), 'peregrine-test-'));
  // For root the server runs as another user, who has to get in.
  chmodSync(dir, 0o755);
  const dataDir = join(dir, 'postgres');
  const port = await freePort();
  const postgres = await startPostgres({ dataDir, port, password: 'test', throwaway: true });
  try {
    return await runVitest({ args, env: { TEST_POSTGRES_URL: postgres.url } });
  } finally {
    await forgetCluster(dataDir);
    rmSync(dir, { recursive: true, force: true });
  }
}

async function runInBrowser(): Promise<Tally> {
  const config = join(root, 'apps/web/playwright.config.ts');
  if (!existsSync(config))
    throw new Error('there are no browser tests: apps/web has no playwright.config.ts');
  return runPlaywright({ CHROMIUM_PATH: findChromium(settings.chromiumPath) });
}

watchForInterruption();
const { passed, failed } = await runAll();
if (isInterrupted()) process.exit(130);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
