import { resolve } from 'node:path';

/** What was asked of `npm run demo`. */
export interface DemoArguments {
  /** Start over: forget the database, the secrets and the sandbox's state. */
  reset: boolean;
  /** Passed on to the sandbox. */
  sandboxArgs: string[];
}

/**
 * Reads `--reset`, `--locations N` and `--irve FILE` (relative to `directory`, where the person
 * stands). Throws on anything else.
 */
export function readArguments(args: readonly string[], directory: string): DemoArguments {
  const result: DemoArguments = { reset: false, sandboxArgs: [] };
  const rest = args.flatMap((arg) => (arg.startsWith('--') ? arg.split('=', 2) : [arg]));
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === '--reset') {
      result.reset = true;
      continue;
    }
    const value = rest.shift();
    if (arg === '--locations' && value && /^\d+$/.test(value)) {
      result.sandboxArgs.push(arg, value);
    } else if (arg === '--irve' && value) {
      result.sandboxArgs.push(arg, resolve(directory, value));
    } else {
      throw new Error(
        `${[arg, value].join(' ')}? Usage: npm run demo -- [--reset] [--locations N] [--irve FILE]`,
      );
    }
  }
  return result;
}
