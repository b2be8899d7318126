import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { SchemaEngine } from '@prisma/schema-engine-wasm';
import pg from 'pg';
import { CatalogClient, forSchemaEngine } from './catalog-adapter.ts';
import { MIGRATIONS, readMigrations, readSchema } from './schema-files.ts';

const NO_FILTERS = { externalTables: [], externalEnums: [] };

/** Prisma's schema engine (its WebAssembly build: nothing is downloaded) on one database. */
export type Engine = {
  /** Applies what is not applied yet, in order; answers the names. Throws at a failed one. */
  apply(): Promise<readonly string[]>;
  /** SQL that would make the database what the schema says; empty when they agree. */
  diff(): Promise<string>;
  close(): Promise<void>;
};

export type EngineOptions = {
  /** SET ROLE of every connection, so that this role owns what is made. */
  readonly role?: string;
  /** Where the migrations are; the repository's when absent. */
  readonly migrations?: string;
};

export async function openEngine(url: string, options: EngineOptions = {}): Promise<Engine> {
  const { role, migrations = MIGRATIONS } = options;
  const pool = new pg.Pool({
    connectionString: url,
    max: 2,
    Client: CatalogClient,
    ...(role === undefined ? {} : { options: `-c role=${role}` }),
  });
  const { files, directory } = readSchema();
  const datamodels = files.map((file): [string, string] => [file.path, file.content]);
  const adapter = bindMigrationAwareSqlAdapterFactory(forSchemaEngine(new PrismaPg(pool), pool));
  const engine = await SchemaEngine.new({ datamodels }, () => undefined, adapter);
  return {
    async apply() {
      const migrationsList = readMigrations(migrations);
      // A script is one transaction, so a migration that failed, or was cut off, left nothing behind.
      const { failedMigrationNames } = await engine.diagnoseMigrationHistory({
        migrationsList,
        optInToShadowDatabase: false,
        filters: NO_FILTERS,
      });
      for (const migrationName of failedMigrationNames) {
        await engine.markMigrationRolledBack({ migrationName });
      }
      const applied = await engine.applyMigrations({ migrationsList, filters: NO_FILTERS });
      return applied.appliedMigrationNames;
    },
    async diff() {
      const result = await engine.diff({
        from: { tag: 'schemaDatasource', files, configDir: directory },
        to: { tag: 'schemaDatamodel', files },
        script: true,
        exitCode: null,
        filters: NO_FILTERS,
      });
      const script = result.stdout ?? '';
      return script.includes('This is an empty migration') ? '' : script;
    },
    async close() {
      engine.free();
      await pool.end();
    },
  };
}
