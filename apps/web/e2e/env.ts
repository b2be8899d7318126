/** The Chromium that runs the browser tests; Debian's when nothing else is named. */
export function chromiumPath(): string {
  return process.env.CHROMIUM_PATH || '/usr/bin/chromium';
}
