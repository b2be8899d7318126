import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { checkTidy } from '../tidy/check-tidy.ts';
import { checkImports } from '../walls/check-imports.ts';

/** One thing that `verify` proves without a database. `check` gives what is wrong, or ''. */
export interface Step {
  name: string;
  check(root: string): Promise<string>;
}

/** Every step, the quick ones first. */
export const steps: readonly Step[] = [
  { name: 'tidy', check: async (root) => checkTidy(root).map(describeUntidy).join('\n') },
  {
    name: 'lint',
    check: (root) => runTool(root, ['biome', 'check', '--error-on-warnings', '--colors=off', '.']),
  },
  {
    name: 'imports',
    check: async (root) => (await checkImports(root)).map(describeBreach).join('\n'),
  },
  { name: 'knip', check: (root) => runTool(root, ['knip', '--no-progress']) },
  { name: 'typecheck', check: typecheck },
];

type Untidy = ReturnType<typeof checkTidy>[number];
const describeUntidy = ({ path, line, rule, message }: Untidy) =>
  `${path}:${line} ${rule}: ${message}`;

type Breach = Awaited<ReturnType<typeof checkImports>>[number];
const describeBreach = ({ rule, from, to }: Breach) => `${from} -> ${to}: ${rule}`;

/** One compiler a workspace, as many at once as there are cores. */
async function typecheck(root: string): Promise<string> {
  const configs = globSync('{apps,packages}/*/{tsconfig,e2e/tsconfig}.json', { cwd: root }).sort();
  if (configs.length === 0) throw new Error(`no tsconfig.json under ${root}`);
  const found: string[] = [];
  const next = async (): Promise<void> => {
    for (let config = configs.shift(); config; config = configs.shift()) {
      found.push(await runTool(root, ['tsc', '--pretty', 'false', '-p', dirname(config)]));
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, next));
  return found.filter(Boolean).join('\n');
}

/** Runs a tool of `node_modules/.bin`; gives its output when it fails, '' when it does not. */
function runTool(root: string, [tool = '', ...args]: string[]): Promise<string> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [join(root, 'node_modules/.bin', tool), ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
    }
    child.once('error', fail);
    child.once('close', (code, signal) => {
      done(code === 0 ? '' : output.trimEnd() || `${tool} ended (${signal ?? code})`);
    });
  });
}
