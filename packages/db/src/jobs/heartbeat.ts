import type pg from 'pg';

/** A worker that was not heard of for this long is dead: its jobs are given back. */
export const SILENCE_MS = 30_000;

/** How often a worker says that it lives, and looks for dead ones: a third of the silence. */
export const BEAT_MS = 10_000;

/**
 * Says that a worker lives, and unlocks the jobs of those that died: silent too long, or locking
 * jobs without ever having said a word. Answers how many dead workers it found. All times are the
 * database's, so the clocks of the workers' machines do not matter.
 */
export async function beat(pool: pg.Pool, workerId: string): Promise<number> {
  await pool.query({
    name: 'worker_beat',
    text: `INSERT INTO worker_heartbeat (worker_id, seen_at) VALUES ($1, now())
      ON CONFLICT (worker_id) DO UPDATE SET seen_at = now()`,
    values: [workerId],
  });
  return unlockDeadWorkers(pool);
}

async function unlockDeadWorkers(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ worker_id: string }>({
    name: 'worker_dead',
    text: `SELECT DISTINCT locked_by AS worker_id FROM graphile_worker._private_jobs AS job
      WHERE locked_at < now() - $1::interval
        AND NOT EXISTS (SELECT FROM worker_heartbeat
          WHERE worker_id = job.locked_by AND seen_at >= now() - $1::interval)`,
    values: [`${SILENCE_MS} milliseconds`],
  });
  const dead = rows.map((row) => row.worker_id);
  if (dead.length > 0) {
    await pool.query('SELECT graphile_worker.force_unlock_workers($1::text[])', [dead]);
  }
  await pool.query({
    name: 'worker_forget',
    text: `DELETE FROM worker_heartbeat WHERE seen_at < now() - interval '1 day'`,
  });
  return dead.length;
}

/** A worker that stops in order takes its heartbeat with it; what it still locks is unlocked. */
export async function endHeartbeat(pool: pg.Pool, workerId: string): Promise<void> {
  await pool.query('SELECT graphile_worker.force_unlock_workers($1::text[])', [[workerId]]);
  await pool.query('DELETE FROM worker_heartbeat WHERE worker_id = $1', [workerId]);
}
