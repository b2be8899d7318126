export { removeCluster } from './locate.ts';
export {
  type Postgres,
  type PostgresOptions,
  postgresUrl,
  startPostgres,
} from './start-postgres.ts';
