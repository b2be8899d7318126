import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { databaseUrl } from './database-url.ts';
import { TEST_PASSWORDS } from './test-passwords.ts';

const REPOSITORY = join(import.meta.dirname, '../../../..');

/**
 * The migrated database that test databases are cloned from: made once a server and a state of the
 * migrations, and shared by runs. It is renamed when it is whole, so nobody clones half of it.
 */
export async function provideTemplate(url: string): Promise<string> {
  const name = `peregrine_template_${hashMigrations()}`;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const known = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (known.rowCount) return name;
    const building = `peregrine_building_${randomBytes(6).toString('hex')}`;
    await migrate(databaseUrl(url, building));
    try {
      await client.query(`ALTER DATABASE ${building} RENAME TO ${name}`);
    } catch (error) {
      // 42P04: another run was faster; its template is as good.
      if ((error as { code?: string }).code !== '42P04') throw error;
      await client.query(`DROP DATABASE ${building} WITH (FORCE)`);
    }
    return name;
  } finally {
    await client.end();
  }
}

/** As the demo does: the command, in a process of its own. */
async function migrate(url: string): Promise<void> {
  const command = join(REPOSITORY, 'packages/db/src/migrate.ts');
  await promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', command], {
    env: {
      MIGRATOR_DATABASE_URL: url,
      APP_DATABASE_PASSWORD: TEST_PASSWORDS.app,
      EDGE_DATABASE_PASSWORD: TEST_PASSWORDS.edge,
    },
  });
}

/** Everything that shapes a migrated database: the migrations, what runs them, the lockfile. */
function hashMigrations(): string {
  const hash = createHash('sha256');
  for (const directory of ['prisma/migrations', 'packages/db/src/migrate']) {
    const entries = readdirSync(join(REPOSITORY, directory), {
      recursive: true,
      withFileTypes: true,
    });
    const files = entries.filter((entry) => entry.isFile());
    const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
    for (const path of paths) hash.update(path).update(readFileSync(path));
  }
  hash.update(readFileSync(join(REPOSITORY, 'packages/db/package.json')));
  return hash.digest('hex').slice(0, 16);
}
