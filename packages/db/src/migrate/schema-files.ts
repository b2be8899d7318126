import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PRISMA = join(import.meta.dirname, '../../../../prisma');
const SCHEMA = join(PRISMA, 'schema');
export const MIGRATIONS = join(PRISMA, 'migrations');

type SchemaFile = { path: string; content: string };

/** The schema's files, in a fixed order. */
export function readSchema(): { directory: string; files: SchemaFile[] } {
  const names = readdirSync(SCHEMA).filter((name) => name.endsWith('.prisma'));
  const files = names.sort().map((name) => ({
    path: join(SCHEMA, name),
    content: readFileSync(join(SCHEMA, name), 'utf8'),
  }));
  return { directory: SCHEMA, files };
}

/** Migrations in Prisma's own layout (`<time>_<name>/migration.sql`), as its engine takes them. */
export function readMigrations(directory: string) {
  const names = readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return {
    baseDir: directory,
    lockfile: {
      path: 'migration_lock.toml',
      content: readFileSync(join(directory, 'migration_lock.toml'), 'utf8'),
    },
    shadowDbInitScript: '',
    migrationDirectories: names.map((name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: {
          tag: 'ok' as const,
          value: readFileSync(join(directory, name, 'migration.sql'), 'utf8'),
        },
      },
    })),
  };
}
