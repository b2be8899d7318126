import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { testDatabase } from '@peregrine/testkit';
import { afterAll, expect, test } from 'vitest';
import { openEngine } from './schema-engine.ts';
import { MIGRATIONS } from './schema-files.ts';

const db = await testDatabase();
afterAll(() => db.close());

/** The command as people run it, on a database of the test's server. */
async function migrate(url: string, more: Record<string, string> = {}): Promise<string> {
  const command = join(import.meta.dirname, '../migrate.ts');
  const args = ['--disable-warning=ExperimentalWarning', command];
  const env = { MIGRATOR_DATABASE_URL: url, ...more };
  return (await promisify(execFile)(process.execPath, args, { env })).stdout.trim();
}

async function diffOf(url: string): Promise<string> {
  const engine = await openEngine(url);
  try {
    return await engine.diff();
  } finally {
    await engine.close();
  }
}

test('the migrated database is what the Prisma schema says', async () => {
  expect(await diffOf(db.url)).toBe('');
});

test('a column that the schema does not know would be seen', async () => {
  const other = await testDatabase();
  await other.sql('ALTER TABLE partner ADD COLUMN forgotten text');
  expect(await diffOf(other.url)).toContain('DROP COLUMN "forgotten"');
  await other.close();
});

test('running it again changes nothing', async () => {
  expect(await migrate(db.url)).toBe('the database is up to date');
});

test('a migration that fails leaves nothing, and is applied once it is mended', async () => {
  const other = await testDatabase();
  const migrations = mkdtempSync(join(tmpdir(), 'peregrine-migrations-'));
  cpSync(MIGRATIONS, migrations, { recursive: true });
  const script = join(migrations, '99991231000000_new', 'migration.sql');
  mkdirSync(join(script, '..'));
  const engine = await openEngine(other.url, { migrations });
  writeFileSync(script, 'CREATE TABLE half (a int); SELECT 1 / 0;');
  await expect(engine.apply()).rejects.toThrow('division by zero');
  expect(await other.sql(`SELECT to_regclass('half') AS half`)).toEqual([{ half: null }]);
  writeFileSync(script, 'CREATE TABLE half (a int); SELECT 1 / 1;');
  expect(await engine.apply()).toEqual(['99991231000000_new']);
  expect(await other.sql('SELECT FROM half')).toEqual([]);
  await engine.close();
  await other.close();
  rmSync(migrations, { recursive: true });
});

test('an owner without superuser rights, as managed PostgreSQL gives one, makes it all', async () => {
  const name = `peregrine_owner_${randomBytes(4).toString('hex')}`;
  await db.sql(`CREATE ROLE ${name} LOGIN CREATEDB CREATEROLE PASSWORD 'owner'`);
  await db.sql(`GRANT migrator TO ${name} WITH ADMIN OPTION`);
  const url = new URL(db.url);
  url.username = name;
  url.password = 'owner';
  url.pathname = `/${name}`;
  const said = await migrate(url.href);
  expect(said).toContain('made the database');
  expect(said).toContain('applied');
  url.username = 'postgres';
  url.password = new URL(db.url).password;
  expect(await diffOf(url.href)).toBe('');
  await db.sql(`DROP DATABASE ${name} WITH (FORCE)`);
  await db.sql(`DROP ROLE ${name}`);
});

test('a missing address is named', async () => {
  await expect(migrate('')).rejects.toThrow('MIGRATOR_DATABASE_URL is not set');
});
