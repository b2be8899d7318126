import { EventEmitter } from 'node:events';
import { run, type TaskList, type WorkerEvents } from 'graphile-worker';
import pg from 'pg';
import { BEAT_MS, beat, endHeartbeat } from './heartbeat.ts';
import { createQueueLogger, describeFailure, type JobLog, logToStderr } from './job-logger.ts';
import type { JobHandlers } from './job-map.ts';

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

// A month of the archive is made two months ahead: looking twice a day is plenty.
const ROLL_MS = 12 * 3_600_000;

/** Works on the job queue until stopped: any number of processes may. */
export async function runJobs(options: RunJobsOptions): Promise<JobRunner> {
  const log = options.log ?? logToStderr;
  const pool = createJobPool(options, log);
  const events: WorkerEvents = new EventEmitter();
  let workerId: string | undefined;
  events.on('pool:create', ({ workerPool }) => {
    workerId = workerPool.id;
  });
  const runner = await run({
    pgPool: pool,
    events,
    taskList: taskListOf(options.tasks, log),
    concurrency: options.concurrency,
    crontab: options.crontab ?? '',
    pollInterval: options.pollIntervalMs ?? 1_000,
    noHandleSignals: true,
    logger: createQueueLogger(log),
  });
  if (workerId === undefined) throw new Error('graphile-worker did not name its worker pool');
  const id = workerId;

  const tend = async () => {
    const dead = await beat(pool, id);
    if (dead > 0) log({ level: 'warning', queue: 'unlocked the jobs of dead workers', dead });
  };
  const report = (error: unknown) => log({ level: 'error', queue: describeFailure(error) });
  await tend();
  await rollArchive(pool);
  const beating = setInterval(() => tend().catch(report), BEAT_MS);
  const rolling = setInterval(() => rollArchive(pool).catch(report), ROLL_MS);

  return {
    async stop() {
      // The heart beats until the last job has ended.
      await runner.stop();
      clearInterval(beating);
      clearInterval(rolling);
      await endHeartbeat(pool, id);
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
  });
  const onError = (error: Error) => log({ level: 'warning', queue: error.message });
  pool.on('error', onError);
  pool.on('connect', (client) => client.on('error', onError));
  return pool;
}

async function rollArchive(pool: pg.Pool): Promise<void> {
  await pool.query('SELECT archive.roll_partitions()');
}

type AnyHandler = (
  payload: never,
  attempt: { jobId: string; attempt: number; maxAttempts: number; signal: AbortSignal },
) => Promise<void>;

function taskListOf(handlers: JobHandlers, log: JobLog): TaskList {
  const tasks: TaskList = {};
  for (const [name, handler] of Object.entries(handlers) as [string, AnyHandler][]) {
    tasks[name] = async (payload, helpers) => {
      const { id, attempts, max_attempts } = helpers.job;
      const signal = helpers.abortSignal ?? new AbortController().signal;
      try {
        await handler(payload as never, {
          jobId: id,
          attempt: attempts,
          maxAttempts: max_attempts,
          signal,
        });
      } catch (error) {
        const reason = describeFailure(error);
        log({ level: 'error', job: name, id, attempt: attempts, of: max_attempts, reason });
        // The queue keeps the message in its table: the masked one.
        throw new Error(reason, { cause: error });
      }
    };
  }
  return tasks;
}
