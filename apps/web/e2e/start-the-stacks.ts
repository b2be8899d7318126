import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Stack, startStack } from '@peregrine/config/stack';
import type { FullConfig } from '@playwright/test';
import { tellStacks } from './stack-file.ts';

/** Simulated seconds in a real one: 20 kWh at 22 kW in a few seconds. */
const TIME_LAPSE = '900';

/**
 * Once a run, a stack for each worker: all processes, on free ports, with a database of their own.
 * So what is captured, and who charges where, is the doing of one test at a time.
 */
export default async function startTheStacks({
  workers,
}: FullConfig): Promise<() => Promise<void>> {
  const dir = mkdtempSync(join(tmpdir(), 'peregrine-e2e-'));
  // PostgreSQL runs as another user where the tests run as root.
  chmodSync(dir, 0o755);
  const stacks: Stack[] = [];
  const stop = async () => {
    await Promise.all(stacks.map((stack) => stack.stop()));
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    // One after the other: the first builds the web app for all.
    for (let worker = 0; worker < workers; worker += 1) {
      stacks.push(await startOne(join(dir, `${worker}`)));
    }
  } catch (error) {
    await stop();
    throw error;
  }
  const file = tellStacks(stacks);
  return async () => {
    await stop();
    rmSync(file, { force: true });
  };
}

function startOne(dir: string): Promise<Stack> {
  return startStack({
    ports: 'free',
    dir,
    throwaway: true,
    envExtra: { SANDBOX_TIME_LAPSE: TIME_LAPSE },
    onProgress: (line) => console.log(line),
    onDeath: (death) => console.error('a part of the stack ended', death),
  });
}
