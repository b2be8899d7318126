import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

// The shell first: a whole browser draws its own windows too, which costs a fifth more.
const places = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
const packages = ['chromium-headless-shell', 'fonts-liberation'];

/**
 * The browser for the browser tests: `chosen` (CHROMIUM_PATH), or the machine's. Where there is
 * none it is installed for root on Debian; elsewhere this throws with the command that helps.
 */
export function findChromium(chosen: string | undefined): string {
  if (chosen) {
    if (existsSync(chosen)) return chosen;
    throw new Error(`CHROMIUM_PATH=${chosen} does not exist`);
  }
  const found = places.find((place) => existsSync(place));
  if (found) return found;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) installWithApt();
  const installed = places.find((place) => existsSync(place));
  if (installed) return installed;
  throw new Error(
    `The browser tests need Chromium. On Debian: sudo apt-get install -y ${packages.join(' ')}\n` +
      'Elsewhere install it and set CHROMIUM_PATH to its executable.',
  );
}

function installWithApt(): void {
  console.log(`Installing ${packages.join(' and ')} (apt-get) ...`);
  const options = { stdio: ['ignore', 'ignore', 'inherit'] as ['ignore', 'ignore', 'inherit'] };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
    const quiet = ['-qq', '-o', 'Dpkg::Use-Pty=0', '-o', 'DPkg::Lock::Timeout=300'];
    const { status } = spawnSync('apt-get', [...quiet, ...args], options);
    if (status !== 0) throw new Error(`apt-get ${args.join(' ')} failed`);
  }
}
