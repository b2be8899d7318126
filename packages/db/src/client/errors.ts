import { isDriverAdapterError } from '@prisma/driver-adapter-utils';
import { Prisma } from '../generated/client.ts';

/**
 * Whether a write failed because of a unique constraint or index; with `constraint`, of that one
 * (its name in the database, e.g. `charge_one_open_key`). Knows Prisma's errors and pg's.
 */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const found = findDatabaseError(error);
  if (found?.sqlState !== '23505') return false;
  return constraint === undefined || found.constraint === constraint;
}

type DatabaseError = { readonly sqlState: string; readonly constraint: string | undefined };

function findDatabaseError(error: unknown): DatabaseError | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof Prisma.PrismaClientKnownRequestError) {
    return findDatabaseError(error.meta?.driverAdapterError);
  }
  if (isDriverAdapterError(error)) {
    const { originalCode, originalMessage } = error.cause;
    if (originalCode === undefined) return undefined;
    // Not every error of the adapter has the name of the constraint but in PostgreSQL's sentence.
    const [, constraint] = /constraint "([^"]+)"/.exec(originalMessage ?? '') ?? [];
    return { sqlState: originalCode, constraint };
  }
  const { code, constraint } = error as { code?: string; constraint?: string };
  return code === undefined ? undefined : { sqlState: code, constraint };
}
