// Runs on whatever Node the machine has (>= 20.19), with nothing installed: no imports but Node's.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { isRunByNpm } from './env.mjs';
import { installWhatIsMissing, nodeBinary, root } from './install.mjs';

// Read first: a parent that ends from here on is noticed.
const npm = process.ppid;

const scripts = {
  demo: 'packages/config/src/demo/demo.ts',
  test: 'packages/config/src/test-run/run-tests.ts',
  verify: 'packages/config/src/verify/verify.ts',
  bench: 'packages/config/src/test-run/run-bench.ts',
  tariff: 'apps/cli/src/tariff.ts',
  'signed-data': 'apps/cli/src/signed-data.ts',
};

const [command = '', ...args] = process.argv.slice(2);
if (!Object.hasOwn(scripts, command)) {
  throw new Error(`usage: start.mjs ${Object.keys(scripts).join('|')} [arguments]`);
}

try {
  await installWhatIsMissing();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

const script = join(root, scripts[/** @type {keyof typeof scripts} */ (command)]);
// The channel tells the script when this process is gone, even by SIGKILL.
const child = spawn(nodeBinary, ['--disable-warning=ExperimentalWarning', script, ...args], {
  cwd: root,
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
});
// A terminal sends Ctrl-C to the child as well; this process only stays until the child is done.
process.on('SIGINT', () => child.kill('SIGINT'));
for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => child.kill(signal));
}
if (isRunByNpm()) stopWithNpm();
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));

/** npm that is killed, or whose shell does not pass a signal on, leaves this process to init. */
function stopWithNpm() {
  const watch = setInterval(() => {
    if (process.ppid === npm) return;
    clearInterval(watch);
    child.kill('SIGTERM');
  }, 500);
  watch.unref();
}
