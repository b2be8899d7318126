import { randomBytes } from 'node:crypto';
import { type Database, openDatabase } from '@peregrine/db';
import pg from 'pg';
import { inject } from 'vitest';
import { databaseUrl } from './database-url.ts';
import { TEST_PASSWORDS } from './test-passwords.ts';

declare module 'vitest' {
  /** What the global setup tells the test files. */
  export interface ProvidedContext {
    /** Superuser's URL of the server's database `postgres`. */
    postgresUrl: string;
    /** The migrated database that test databases are cloned from. */
    templateDatabase: string;
  }
}

export type TestDatabase = {
  /** The superuser's, for what no app may do. */
  readonly url: string;
  /** As web, worker and csms connect. */
  readonly appUrl: string;
  /** As the OCPI endpoint connects. */
  readonly edgeUrl: string;
  /** Opened as `app`. */
  readonly database: Database;
  /** Runs SQL as the superuser, to arrange and to look. */
  sql<Row extends object = Record<string, unknown>>(
    text: string,
    values?: readonly unknown[],
  ): Promise<Row[]>;
  /** Drops it, whoever is still connected. Call it in `afterAll`. */
  close(): Promise<void>;
};

/** A database of its own for a test file, cloned from the migrated template (about 80 ms). */
export async function testDatabase(): Promise<TestDatabase> {
  const server = inject('postgresUrl');
  const name = `peregrine_test_${randomBytes(6).toString('hex')}`;
  await onServer(server, `CREATE DATABASE ${name} TEMPLATE ${inject('templateDatabase')}`);
  const url = databaseUrl(server, name);
  const appUrl = databaseUrl(server, name, { name: 'app', password: TEST_PASSWORDS.app });
  const edgeUrl = databaseUrl(server, name, { name: 'edge', password: TEST_PASSWORDS.edge });
  // Closing ends connections under way; what they then say is no test's concern.
  const database = openDatabase({
    url: appUrl,
    poolSize: 6,
    applicationName: 'test',
    onConnectionError: () => undefined,
  });
  const superuser = new pg.Pool({ connectionString: url, max: 2 });
  superuser.on('error', () => undefined);
  return {
    url,
    appUrl,
    edgeUrl,
    database,
    async sql<Row extends object>(text: string, values: readonly unknown[] = []) {
      return (await superuser.query<Row>(text, [...values])).rows;
    },
    async close() {
      await database.close();
      await superuser.end();
      await onServer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
