import type { Tx } from './open-database.ts';
import type { HotClient, Statement } from './statement.ts';

/**
 * Runs one statement in either kind of transaction, for queries that ordinary and hot verbs share.
 * Select only what both read alike: text, integers, booleans, timestamps, JSON (cast the rest).
 */
export async function runStatement<Row extends object = Record<string, unknown>>(
  transaction: Tx | HotClient,
  statement: Statement,
): Promise<readonly Row[]> {
  if ('$queryRawUnsafe' in transaction) {
    return await transaction.$queryRawUnsafe<Row[]>(statement.text, ...(statement.values ?? []));
  }
  return (await transaction.query<Row>(statement)).rows;
}
