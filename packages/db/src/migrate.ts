import { readMigrateEnv } from './migrate/env.ts';
import { migrateDatabase } from './migrate/migrate-database.ts';

// The migrate command: `node src/migrate.ts`. Says what it did, one line each.
const report = await migrateDatabase(readMigrateEnv());
const lines = [
  ...(report.createdDatabase ? ['made the database'] : []),
  ...report.createdRoles.map((role) => `made role ${role}`),
  ...report.applied.map((name) => `applied ${name}`),
  ...report.partitions.map((partition) => `archive: ${partition}`),
];
process.stdout.write(`${lines.length > 0 ? lines.join('\n') : 'the database is up to date'}\n`);

// All is closed; only the engine's lock timeout (10 s) would still keep the process.
process.exit(0);
