import type { TaskList } from 'graphile-worker';
import { describeFailure, type JobLog } from './job-logger.ts';
import type { JobAttempt, JobHandlers } from './job-map.ts';

type AnyHandler = (payload: never, attempt: JobAttempt) => Promise<void>;

/** Our handlers as graphile-worker's tasks; failures are logged and kept masked. */
export function taskListOf(handlers: JobHandlers, log: JobLog): TaskList {
  const tasks: TaskList = {};
  for (const [name, handler] of Object.entries(handlers) as [string, AnyHandler][]) {
    tasks[name] = async (payload, { job, abortSignal }) => {
      const { id, attempts, max_attempts } = job;
      const attempt: JobAttempt = {
        jobId: id,
        attempt: attempts,
        maxAttempts: max_attempts,
        signal: abortSignal ?? new AbortController().signal,
      };
      try {
        await handler(payload as never, attempt);
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
