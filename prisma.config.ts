import { defineConfig } from 'prisma/config';

/** Where Prisma's tools find the schema; the connection comes from the environment of the command. */
export default defineConfig({
  schema: 'prisma/schema',
  migrations: { path: 'prisma/migrations' },
});
