import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { waitForExit } from '../src/postgres/postmaster.ts';

// A clone in which npm, Node 24 and prisma are shell scripts that note what they were asked.
let clone: string;

beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'peregrine-bootstrap-'));
  cpSync(import.meta.dirname, join(clone, 'packages/config/bootstrap'), { recursive: true });
  plant('package-lock.json', '{}');
  plant('prisma/schema/base.prisma', 'model A {}');
  plant('packages/config/src/verify/verify.ts', '');
  plant('tools/fake-node', fakeNode, 0o755);
  plant('tools/npm', fakeNpm, 0o755);
});
afterEach(() => rmSync(clone, { recursive: true }));

const fakeNpm = `#!/bin/sh
echo "npm $1" >>notes
if [ -e refuse ]; then cat refuse >&2; [ "$1" = ci ] && exit 1; fi
sleep 0.2
rm -rf node_modules && mkdir -p node_modules/.bin && cp tools/fake-node node_modules/.bin/node
`;
const fakeNode = `#!/bin/sh
case "$*" in
  --version) echo v24.0.0 ;;
  *prisma*generate*) echo "generate with $PRISMA_SCHEMA_ENGINE_BINARY" >>notes ;;
  *) echo "run $*" >>notes; exit \${EXIT:-0} ;;
esac
`;

function plant(path: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(join(clone, path)), { recursive: true });
  writeFileSync(join(clone, path), text);
  chmodSync(join(clone, path), mode);
}

const notes = () =>
  readFileSync(join(clone, 'notes'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(/^run .*verify\.ts/, 'run'));

type Ended = { code: number; output: string; stdout: string };

async function start(env: Record<string, string> = {}): Promise<Ended> {
  const script = join(clone, 'packages/config/bootstrap/start.mjs');
  const child = spawn(process.execPath, [script, 'verify', 'tidy'], {
    env: { PATH: `${join(clone, 'tools')}:/usr/bin:/bin`, ...env },
  });
  let output = '';
  let stdout = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
      if (stream === child.stdout) stdout += chunk;
    });
  }
  const [code] = (await once(child, 'close')) as [number];
  return { code, output, stdout };
}

test('installs and generates first, then hands its arguments over, and its exit code back', async () => {
  // Standard output belongs to the script alone: programs read it.
  expect(await start()).toMatchObject({ code: 0, stdout: '' });
  expect(notes()).toEqual(['npm ci', 'generate with /bin/true', 'run tidy']);
  expect(await start({ EXIT: '3' })).toMatchObject({ code: 3 });
});

test('installs again only for another lockfile, generates again only for another schema', async () => {
  await start();
  await start();
  expect(notes().slice(3)).toEqual(['run tidy']);
  plant('prisma/schema/base.prisma', 'model B {}');
  await start();
  expect(notes().slice(4)).toEqual(['generate with /bin/true', 'run tidy']);
  plant('package-lock.json', '{ "lockfileVersion": 3 }');
  await start();
  expect(notes().slice(6)).toEqual(['npm ci', 'generate with /bin/true', 'run tidy']);
});

test('of two at once one installs and the other waits for it', async () => {
  const both = await Promise.all([start(), start()]);
  expect(both.map((it) => it.code)).toEqual([0, 0]);
  expect(notes().filter((note) => note === 'npm ci')).toHaveLength(1);
  expect(both.some((it) => it.output.includes('Waiting for process'))).toBe(true);
});

test('a lockfile without the packages of other platforms is installed all the same', async () => {
  plant('refuse', 'npm error Missing: @biomejs/cli-darwin-arm64@ from lock file\n');
  expect(await start()).toMatchObject({ code: 0 });
  expect(notes().slice(0, 2)).toEqual(['npm ci', 'npm install']);
});

test('what was started ends when npm is killed', async () => {
  const stay = fakeNode.replace('echo "run $*" >>notes', () => 'echo "pid $$"; exec sleep 30');
  plant('tools/fake-node', stay, 0o755);
  const script = join(clone, 'packages/config/bootstrap/start.mjs');
  // A shell stands for npm: it starts the script, and does not pass signals on.
  const npm = spawn('/bin/sh', ['-c', '"$0" "$1" verify & wait', process.execPath, script], {
    env: { PATH: `${join(clone, 'tools')}:/usr/bin:/bin`, npm_lifecycle_event: 'verify' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let pid = 0;
  for await (const line of createInterface(npm.stdout)) {
    pid = Number(/^pid (\d+)$/.exec(line)?.[1] ?? 0);
    if (pid) break;
  }
  npm.kill('SIGKILL');
  expect(await waitForExit(pid, 5_000)).toBe(true);
});

test('an install that fails says what npm said, and nothing is run', async () => {
  const refusal = 'npm error Missing: left-pad@1.3.0 from lock file';
  plant('refuse', `${refusal}\n`);
  const { code, output } = await start();
  expect(code).toBe(1);
  expect(output).toContain(refusal);
  expect(notes()).toEqual(['npm ci']);
});
