import pg from 'pg';
import { provideJobQueue } from './provide-job-queue.ts';
import { OWNER_ROLE, provideDatabase, provideRoles, type RolePasswords } from './provision.ts';
import { openEngine } from './schema-engine.ts';

export type MigrateOptions = {
  /** Of a superuser, or of the database's owner with CREATEROLE. The database may be missing. */
  readonly url: string;
  readonly passwords: RolePasswords;
};

/** What a run changed; all empty on a database that is up to date. */
export type MigrateReport = {
  readonly createdDatabase: boolean;
  readonly createdRoles: readonly string[];
  readonly applied: readonly string[];
  readonly partitions: readonly string[];
};

/**
 * Brings a database up to date: the database itself, the roles, Prisma's migrations (by its engine,
 * in its own layout), the job queue, the months of the archive. Safe to run again, and to run while
 * the apps are running. Throws at the first thing that fails; a failed migration is rolled back.
 */
export async function migrateDatabase(options: MigrateOptions): Promise<MigrateReport> {
  const createdDatabase = await provideDatabase(options.url);
  const createdRoles = await provideRoles(options.url, options.passwords);
  const engine = await openEngine(options.url, { role: OWNER_ROLE });
  try {
    const applied = await engine.apply();
    await provideJobQueue(options.url);
    const partitions = await rollPartitions(options.url);
    return { createdDatabase, createdRoles, applied, partitions };
  } finally {
    await engine.close();
  }
}

async function rollPartitions(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, options: `-c role=${OWNER_ROLE}` });
  await client.connect();
  try {
    const { rows } = await client.query<{ made: string | null; dropped: string | null }>(
      'SELECT made, dropped FROM archive.roll_partitions()',
    );
    return rows.map(({ made, dropped }) => (made ? `made ${made}` : `dropped ${dropped}`));
  } finally {
    await client.end();
  }
}
