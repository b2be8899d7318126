import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { taskListOf } from './job-handlers.ts';
import { describeFailure, type JobLog, logToStderr } from './job-logger.ts';
import type { JobHandlers } from './job-map.ts';
import { startSession } from './worker-session.ts';

export type RunJobsOptions = {
  readonly url: string;
  readonly tasks: JobHandlers;
  /** Jobs at a time; each needs a connection of the handlers' own database pool. */
  readonly concurrency: number;
  /** graphile-worker's crontab: `* * * * * sweep`. In UTC. */
  readonly crontab?: string;
  readonly log?: JobLog;
  /** How often jobs of the future and jobs to retry are looked for; 1000 when absent. */
  readonly pollIntervalMs?: number;
};

export type JobRunner = {
  /** Takes no more jobs, waits for those that run, and ends. */
  stop(): Promise<void>;
};

const RETRY_MS = 1_000;

/**
 * Works on the job queue until stopped: any number of processes may. Throws when it cannot begin;
 * once it has begun, it outlives PostgreSQL: graphile-worker ends when it cannot write down that a
 * job is done, and is then begun anew as soon as the database answers.
 */
export async function runJobs(options: RunJobsOptions): Promise<JobRunner> {
  const log = options.log ?? logToStderr;
  const pool = createJobPool(options, log);
  const start = () =>
    startSession({
      pool,
      tasks: taskListOf(options.tasks, log),
      concurrency: options.concurrency,
      crontab: options.crontab ?? '',
      pollIntervalMs: options.pollIntervalMs ?? 1_000,
      log,
    });
  let session = await start();
  let stopping = false;

  const untilDone = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    while (!stopping) {
      try {
        return await work();
      } catch (error) {
        log({ level: 'error', queue: describeFailure(error) });
        await sleep(RETRY_MS, undefined, { ref: false });
      }
    }
    return undefined;
  };
  const watch = async () => {
    for (;;) {
      await session.ended;
      if (stopping) return;
      log({ level: 'warning', queue: 'the job queue ended and is begun anew' });
      const last = session;
      await untilDone(() => last.stop());
      session = (await untilDone(start)) ?? session;
    }
  };
  const watching = watch();

  return {
    async stop() {
      stopping = true;
      const current = session;
      await current.stop();
      await watching;
      if (session !== current) await session.stop();
      await pool.end();
    },
  };
}

function createJobPool(options: RunJobsOptions, log: JobLog): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.url,
    application_name: 'jobs',
    // The queue's own work: taking, completing, listening, the crontab, the heartbeat.
    max: Math.min(options.concurrency, 5) + 3,
    connectionTimeoutMillis: 10_000,
  });
  const onError = (error: Error) => log({ level: 'warning', queue: error.message });
  pool.on('error', onError);
  pool.on('connect', (client) => client.on('error', onError));
  return pool;
}
