import { join } from 'node:path';
import { inheritedEnvironment } from '../env.ts';
import { root } from '../stack/plan.ts';
import { isInterrupted, runToEnd, watchForInterruption } from './interruption.ts';

// `npm run bench -- map`: every `x.bench.ts` whose path has the word, one file after another, since
// two at once would measure each other.
watchForInterruption();
const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const options = ['--run', '--project', 'house (bench)', '--no-file-parallelism'];
const command = [vitest, 'bench', ...options, ...process.argv.slice(2)];
const code = await runToEnd(command, inheritedEnvironment([]));
process.exit(isInterrupted() ? 130 : code);
