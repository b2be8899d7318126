import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inheritedEnvironment } from '../env.ts';
import { root } from '../stack/plan.ts';
import type { Tally } from '../verify/run-steps.ts';
import { runToEnd } from './interruption.ts';

/** Runs vitest over the house, its output on ours. A run that ends without a report has failed. */
export function runVitest(options: {
  args: readonly string[];
  env: Readonly<Record<string, string>>;
}): Promise<Tally> {
  const args = ['run', '--reporter=dot', '--reporter=json', ...options.args];
  return runReporting('vitest/vitest.mjs', args, options.env, (file) => ({
    args: [`--outputFile.json=${file}`],
    env: {},
    read: (report) => {
      const { numPassedTests, numFailedTests, numPendingTests, testResults } =
        report as VitestReport;
      // A file that does not even load has no tests of its own to fail.
      const broken = testResults.filter(
        (it) =>
          it.status === 'failed' && it.assertionResults.every((test) => test.status !== 'failed'),
      );
      if (numPendingTests > 0) console.log(`${numPendingTests} skipped: their inputs are not here`);
      return { passed: numPassedTests, failed: numFailedTests + broken.length };
    },
  }));
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  /** Skipped ones: lint forbids them but for inputs that are not part of the repository. */
  numPendingTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
}

/** Runs the browser tests of `apps/web`. */
export function runPlaywright(env: Readonly<Record<string, string>>): Promise<Tally> {
  const config = `--config=${join(root, 'apps/web/playwright.config.ts')}`;
  const args = ['test', config, '--reporter=line,json'];
  return runReporting('@playwright/test/cli.js', args, env, (file) => ({
    args: [],
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: file },
    read: (report) => {
      const { stats, errors } = report as PlaywrightReport;
      const failed = stats.unexpected + stats.skipped + stats.flaky + errors.length;
      return { passed: stats.expected, failed };
    },
  }));
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; skipped: number; flaky: number };
  errors: unknown[];
}

interface Reporting {
  args: string[];
  env: Record<string, string>;
  read: (report: unknown) => Tally;
}

async function runReporting(
  tool: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  reporting: (file: string) => Reporting,
): Promise<Tally> {
  const dir = mkdtempSync(join(tmpdir(), 'peregrine-report-'));
  const file = join(dir, 'report.json');
  const how = reporting(file);
  const command = [join(root, 'node_modules', tool), ...args, ...how.args];
  const code = await runToEnd(command, { ...inheritedEnvironment([]), ...env, ...how.env });
  try {
    const report: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
    const tally = report ? how.read(report) : { passed: 0, failed: 1 };
    // An error outside of every test fails the run, though no test failed.
    if (code !== 0 && tally.failed === 0) tally.failed = 1;
    return tally;
  } finally {
    rmSync(dir, { recursive: true });
  }
}
