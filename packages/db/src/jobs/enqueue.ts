import type { Tx } from '../client/open-database.ts';
import type { HotClient } from '../client/statement.ts';
import type { Job } from './job-map.ts';

export type EnqueueOptions = {
  /** Not before; now when absent. */
  readonly runAt?: Date;
  /** Job key: a waiting job of the same key is replaced, one that runs is followed by this one. */
  readonly key?: string;
  /** 25 when absent. */
  readonly maxAttempts?: number;
};

/**
 * Adds a job in the caller's transaction: it exists when that commits and never otherwise. Through
 * our function `enqueue_job`, so that a role needs no right on the queue's tables.
 */
export async function enqueue(
  transaction: Tx | HotClient,
  job: Job,
  options: EnqueueOptions = {},
): Promise<void> {
  const payload = JSON.stringify(job.payload);
  const runAt = options.runAt ?? null;
  const key = options.key ?? null;
  const maxAttempts = options.maxAttempts ?? null;
  if ('$executeRaw' in transaction) {
    await transaction.$executeRaw`SELECT enqueue_job(
      ${job.name}, ${payload}::text, ${runAt}::timestamptz, ${key}::text, ${maxAttempts}::int)`;
    return;
  }
  await transaction.query({
    name: 'enqueue_job',
    text: 'SELECT enqueue_job($1, $2::text, $3::timestamptz, $4::text, $5::int)',
    values: [job.name, payload, runAt, key, maxAttempts],
  });
}
