import { compose } from './compose.ts';
import { readSettings } from './env.ts';
import { causeOf, logLine } from './log.ts';

const running = await compose(readSettings());
logLine('info', 'listening', { port: running.port });

let stopping = false;
async function stop(signal: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  logLine('info', 'draining', { signal });
  try {
    await running.close();
  } catch (error) {
    logLine('error', 'drain', causeOf(error));
    process.exitCode = 1;
  }
}
process.on('SIGTERM', () => void stop('SIGTERM'));
process.on('SIGINT', () => void stop('SIGINT'));
