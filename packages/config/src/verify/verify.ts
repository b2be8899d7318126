import { runVitest } from '../test-run/run-vitest.ts';
import { runSteps } from './run-steps.ts';

const names = process.argv.slice(2);
const tally = await runSteps(names);
if (names.length === 0) {
  const walls = await runVitest({ args: ['--project=walls'], env: {} });
  tally.passed += walls.passed;
  tally.failed += walls.failed;
}
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exit(tally.failed === 0 ? 0 : 1);
