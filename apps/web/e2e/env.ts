import { existsSync } from 'node:fs';

/** The Chromium that runs the browser tests; Debian's when nothing else is named. */
export function chromiumPath(): string {
  const shell = '/usr/bin/chromium-headless-shell';
  return process.env.CHROMIUM_PATH || (existsSync(shell) ? shell : '/usr/bin/chromium');
}
