import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStack } from '@peregrine/config/stack';
import { tellStack } from './stack-file.ts';

/** Simulated seconds in a real one: 20 kWh at 22 kW in a few seconds. */
const TIME_LAPSE = '900';

/** Once a run: all processes, on free ports, with a database of their own. */
export default async function startTheStack(): Promise<() => Promise<void>> {
  const dir = mkdtempSync(join(tmpdir(), 'peregrine-e2e-'));
  // PostgreSQL runs as another user where the tests run as root.
  chmodSync(dir, 0o755);
  const stack = await startStack({
    ports: 'free',
    dir,
    throwaway: true,
    envExtra: { SANDBOX_TIME_LAPSE: TIME_LAPSE },
    onProgress: (line) => console.log(line),
    onDeath: (death) => console.error('a part of the stack ended', death),
  });
  const file = tellStack(stack);
  return async () => {
    await stack.stop();
    rmSync(file, { force: true });
    rmSync(dir, { recursive: true, force: true });
  };
}
