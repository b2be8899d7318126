/** A PostgreSQL to test on (superuser's URL of any database); an embedded one when absent. */
export function readTestPostgresUrl(): string | undefined {
  return process.env.TEST_POSTGRES_URL || undefined;
}
