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

type Part = readonly [name: string, run: () => Promise<Tally>];

/** Everything. Whole stacks mostly wait for their processes, so they run beside all that is quick. */
async function runAll(): Promise<Tally> {
  const verified = await runInTurn([['verify', () => runSteps([])]]);
  const lanes = await Promise.all([
    runInTurn([['unit, database and protocol tests', runWithDatabase]]),
    runInTurn([
      ['whole-stack tests', () => runVitest({ args: ['--project=stacks'], env: {} })],
      ['browser tests', runInBrowser],
    ]),
  ]);
  return [verified, ...lanes].reduce(add);
}

async function runInTurn(parts: readonly Part[]): Promise<Tally> {
  let sum: Tally = { passed: 0, failed: 0 };
  for (const [name, run] of parts) {
    if (isInterrupted()) break;
    console.log(`\n== ${name}`);
    sum = add(sum, await run().catch(countAsFailed));
  }
  return sum;
}

function add(a: Tally, b: Tally): Tally {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed };
}

function countAsFailed(error: unknown): Tally {
  console.error(error instanceof Error ? error.message : error);
  return { passed: 0, failed: 1 };
}

async function runWithDatabase(): Promise<Tally> {
  // `verify` has run the project of the walls.
  const args = ['--project=house', '--project=pure'];
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
