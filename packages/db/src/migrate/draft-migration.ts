import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readMigrateEnv } from './env.ts';
import { migrateDatabase } from './migrate-database.ts';
import { openEngine } from './schema-engine.ts';
import { MIGRATIONS } from './schema-files.ts';

// `node src/migrate/draft-migration.ts <name>`: writes the migration that leads from the last one
// to the schema. MIGRATOR_DATABASE_URL names a database of its own for it, made when missing.
const name = process.argv[2];
if (!name || !/^[a-z0-9_]+$/.test(name)) throw new Error('give the migration a name: a_few_words');
const env = readMigrateEnv();
await migrateDatabase(env);
const engine = await openEngine(env.url);
const script = await engine.diff();
await engine.close();
if (script === '') {
  process.stdout.write('the migrations and the schema agree\n');
} else {
  const time = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const directory = join(MIGRATIONS, `${time}_${name}`);
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'migration.sql'), script);
  process.stdout.write(`${directory}/migration.sql\n`);
}
