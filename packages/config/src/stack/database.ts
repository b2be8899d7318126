import { join } from 'node:path';
import { isRunning, type Postgres, postgresUrl, startPostgres } from '../postgres/index.ts';
import { type Ports, refuseTakenPorts } from './ports.ts';
import type { Secrets } from './secrets.ts';

/** The database of the stack, embedded or given. */
export interface StackDatabase {
  urls: { migrator: string; app: string; edge: string };
  /** Undefined where the database was given. */
  postgres: Postgres | undefined;
}

/** A given database: `url` belongs to a role that owns it and may create roles. */
export function takeDatabase(url: string, secrets: Secrets): StackDatabase {
  const as = (user: string, password: string) => {
    const changed = new URL(url);
    changed.username = user;
    changed.password = password;
    return changed.href;
  };
  const app = as('app', secrets.appPassword);
  const edge = as('edge', secrets.edgePassword);
  return { urls: { migrator: url, app, edge }, postgres: undefined };
}

/** The embedded database under `dir`, kept between runs; adopted when it still runs. */
export async function startDatabase(options: {
  dir: string;
  ports: Ports;
  secrets: Secrets;
  throwaway: boolean;
}): Promise<StackDatabase> {
  const { secrets, ports } = options;
  const dataDir = join(options.dir, 'postgres');
  if (!(await isRunning(dataDir))) {
    const port = ports.POSTGRES_PORT;
    await refuseTakenPorts([{ variable: 'POSTGRES_PORT', port, who: 'PostgreSQL' }]);
  }
  const postgres = await startPostgres({
    dataDir,
    port: ports.POSTGRES_PORT,
    password: secrets.postgresPassword,
    setup: [
      `CREATE ROLE migrator LOGIN CREATEROLE PASSWORD '${secrets.migratorPassword}'`,
      'CREATE DATABASE peregrine OWNER migrator',
    ],
    throwaway: options.throwaway,
  });
  const as = (user: string, password: string) =>
    postgresUrl({ user, password, port: postgres.port, database: 'peregrine' });
  return {
    urls: {
      migrator: as('migrator', secrets.migratorPassword),
      app: as('app', secrets.appPassword),
      edge: as('edge', secrets.edgePassword),
    },
    postgres,
  };
}
