export {
  forgetCluster,
  isRunning,
  type Postgres,
  type PostgresOptions,
  postgresUrl,
  readServerLog,
  startPostgres,
} from './start-postgres.ts';
