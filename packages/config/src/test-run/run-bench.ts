import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { inheritedEnvironment } from '../env.ts';
import { root } from '../stack/plan.ts';
import { isInterrupted, runToEnd, watchForInterruption } from './interruption.ts';

// `npm run bench -- map`: every `x.bench.ts` whose name has the word, one file after another, since
// two at once would measure each other.
watchForInterruption();
const words = process.argv.slice(2);
const all = globSync('{apps,packages}/*/src/**/*.bench.ts', { cwd: root }).sort();
const files = all.filter((file) => words.every((word) => basename(file).includes(word)));
if (files.length === 0) {
  const names = all.map((file) => basename(file, '.bench.ts'));
  console.error(`There is no bench ${words.join(' ')}; there are ${names.join(', ')}.`);
  process.exit(1);
}
const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const options = ['--run', '--project', 'house (bench)', '--no-file-parallelism'];
const command = [vitest, 'bench', ...options, ...files];
const code = await runToEnd(command, inheritedEnvironment([]));
process.exit(isInterrupted() ? 130 : code);
