import { EventEmitter } from 'node:events';
import { run, type Task, type TaskList, type WorkerEvents } from 'graphile-worker';
import type pg from 'pg';
import { BEAT_MS, beat, endHeartbeat } from './heartbeat.ts';
import { createQueueLogger, describeFailure, type JobLog } from './job-logger.ts';

export type SessionOptions = {
  readonly pool: pg.Pool;
  readonly tasks: TaskList;
  readonly concurrency: number;
  readonly crontab: string;
  readonly pollIntervalMs: number;
  readonly log: JobLog;
};

/** One life of graphile-worker under one id. */
export type WorkerSession = {
  /** Settles when it works no more, for whatever reason; never rejects. */
  readonly ended: Promise<void>;
  /** Takes no more jobs and waits for those that run; then gives up its id and what it locked. */
  stop(): Promise<void>;
};

// A month of the archive is made two months ahead: looking twice a day is plenty.
const ROLL_MS = 12 * 3_600_000;

/** Starts working on the queue, with a heart that beats until `stop` has waited for the last job. */
export async function startSession(options: SessionOptions): Promise<WorkerSession> {
  const { pool, log } = options;
  const events: WorkerEvents = new EventEmitter();
  const { tasks, idle } = countRunning(options.tasks);
  let id: string | undefined;
  events.on('pool:create', ({ workerPool }) => {
    // What `locked_by` of its jobs will hold.
    id = workerPool.id;
  });
  const runner = await run({
    pgPool: pool,
    events,
    taskList: tasks,
    concurrency: options.concurrency,
    crontab: options.crontab,
    pollInterval: options.pollIntervalMs,
    noHandleSignals: true,
    // Written down one by one, a failure to do so would be an unhandled rejection and end the
    // process (graphile-worker 0.18, worker.js, completeJob); in batches it ends the session.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    logger: createQueueLogger(log),
  });
  const report = (error: unknown) => log({ level: 'error', queue: describeFailure(error) });
  let running = true;
  const finished = runner.promise.catch(report).then(() => {
    running = false;
  });
  const broken = Promise.withResolvers<void>();
  // What became of a job could not be written down. From here graphile-worker shuts down, and after
  // a second such failure it waits for itself for ever (0.18, main.js, batch: `pending` is counted
  // down twice for one count up). Its jobs are waited for here, and it is left alone then.
  events.on('pool:fatalError', () => broken.resolve());
  const abandoned = broken.promise.then(idle);
  if (id === undefined) throw new Error('graphile-worker did not name its worker pool');
  const workerId: string = id;

  const tend = async () => {
    const dead = await beat(pool, workerId);
    if (dead > 0) log({ level: 'warning', queue: 'unlocked the jobs of dead workers', dead });
  };
  const roll = () => pool.query('SELECT archive.roll_partitions()');
  await Promise.all([tend(), roll()]).catch(report);
  const beating = setInterval(() => tend().catch(report), BEAT_MS);
  const rolling = setInterval(() => roll().catch(report), ROLL_MS);
  return {
    ended: Promise.race([finished, abandoned]),
    async stop() {
      if (running) await Promise.race([runner.stop().catch(report), abandoned]);
      clearInterval(beating);
      clearInterval(rolling);
      await endHeartbeat(pool, workerId);
    },
  };
}

/** The same tasks, and a promise that none of them runs any more. */
function countRunning(given: TaskList): { tasks: TaskList; idle(): Promise<void> } {
  const running = new Set<unknown>();
  const tasks = Object.entries(given).map(([name, task]) => {
    const counted: Task = async (payload, helpers) => {
      const run = Promise.resolve(task?.(payload, helpers));
      running.add(run);
      try {
        return await run;
      } finally {
        running.delete(run);
      }
    };
    return [name, counted] as const;
  });
  return {
    tasks: Object.fromEntries(tasks),
    async idle() {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}
