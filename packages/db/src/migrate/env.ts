/** The environment of the migrate command. Throws with the name of what is missing. */
export function readMigrateEnv() {
  const url = process.env.MIGRATOR_DATABASE_URL;
  if (!url) throw new Error('MIGRATOR_DATABASE_URL is not set');
  return {
    url,
    passwords: {
      app: process.env.APP_DATABASE_PASSWORD || undefined,
      edge: process.env.EDGE_DATABASE_PASSWORD || undefined,
    },
  };
}
