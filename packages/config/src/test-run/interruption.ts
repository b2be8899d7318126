import { spawn } from 'node:child_process';
import { root } from '../stack/plan.ts';
import { signalGroup } from '../stack/spawn-command.ts';

const interruption = new AbortController();

/**
 * From now on a signal, or the end of the process that started this one, does not end it at once:
 * what `runToEnd` runs is ended, and `isInterrupted` says so.
 */
export function watchForInterruption(): void {
  for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const) {
    process.on(event, () => interruption.abort());
  }
}

export function isInterrupted(): boolean {
  return interruption.signal.aborted;
}

/** Runs Node on a script, its output on ours, and gives its exit code; 1 when a signal ended it. */
export async function runToEnd(
  command: readonly string[],
  env: Record<string, string>,
): Promise<number> {
  if (isInterrupted()) return 1;
  const child = spawn(process.execPath, command, {
    cwd: root,
    env,
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  let force: NodeJS.Timeout | undefined;
  const stop = () => {
    signalGroup(child, 'SIGTERM');
    force = setTimeout(() => signalGroup(child, 'SIGKILL'), 5_000);
  };
  interruption.signal.addEventListener('abort', stop, { once: true });
  const ended = Promise.withResolvers<number>();
  child.once('error', ended.reject);
  child.once('close', (code) => ended.resolve(code ?? 1));
  try {
    return await ended.promise;
  } finally {
    clearTimeout(force);
    interruption.signal.removeEventListener('abort', stop);
    signalGroup(child, 'SIGKILL');
  }
}
