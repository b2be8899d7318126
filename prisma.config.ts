/** Where Prisma's tools find things (`PrismaConfig`); each command is given its own connection. */
export default {
  schema: 'prisma/schema',
  migrations: { path: 'prisma/migrations' },
};
