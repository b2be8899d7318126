import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { createQueueLogger, logToStderr } from '../jobs/job-logger.ts';
import { OWNER_ROLE } from './provision.ts';

/**
 * Brings graphile-worker's schema up to date, owned by the owner, and lets `app` run workers. Its
 * tables have row-level security without a policy, so a right alone would show `app` no row.
 */
export async function provideJobQueue(url: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 2, options: `-c role=${OWNER_ROLE}` });
  // graphile-worker insists on listeners for broken connections; the query itself tells us too.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  try {
    await runMigrations({ pgPool: pool, logger: createQueueLogger(logToStderr) });
    await pool.query(GRANT_TO_APP);
  } finally {
    await pool.end();
  }
}

const GRANT_TO_APP = `
  GRANT USAGE ON SCHEMA graphile_worker TO app;
  GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA graphile_worker TO app;
  GRANT USAGE ON ALL SEQUENCES IN SCHEMA graphile_worker TO app;
  DO $$
  DECLARE t text;
  BEGIN
    FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'graphile_worker' AND rowsecurity
      AND NOT EXISTS (SELECT FROM pg_policies p WHERE p.schemaname = 'graphile_worker'
        AND p.tablename = pg_tables.tablename AND p.policyname = 'app_runs_workers')
    LOOP
      EXECUTE format('CREATE POLICY app_runs_workers ON graphile_worker.%I TO app
        USING (true) WITH CHECK (true)', t);
    END LOOP;
  END $$;
`;
