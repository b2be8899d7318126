import { compose } from './compose.ts';
import { readSettings } from './env.ts';
import { jobHandlers } from './job-handlers.ts';
import { serveHealth } from './serve-health.ts';

const settings = readSettings();
const { ctx, startJobs, close } = compose(settings, 'peregrine-worker');
const jobs = await startJobs(jobHandlers(ctx, settings.pullIntervalMs));
const health = await serveHealth(settings.port);
process.stdout.write(
  `${JSON.stringify({ app: 'worker', event: 'listening', port: settings.port })}\n`,
);

let stopping = false;
/** Takes no more jobs, lets the running ones end, and leaves. */
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  health.drain();
  await jobs.stop();
  await health.close();
  await close();
}
process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());
