import type { Tx } from '../client/open-database.ts';
import { runStatement } from '../client/run-statement.ts';

/** CDRs received before `since` that were never checked, oldest first, at most 500. */
export async function findUncheckedCdrs(tx: Tx, since: Date): Promise<readonly string[]> {
  const rows = await runStatement<{ id: string }>(tx, {
    name: 'find_unchecked_cdrs',
    text: `SELECT id::text AS "id" FROM cdr
      WHERE reconciled_at IS NULL AND received_at < $1::timestamptz
      ORDER BY received_at LIMIT 500`,
    values: [since],
  });
  return rows.map(({ id }) => id);
}

/** Invoices issued before `since` whose receipt was never mailed, oldest first, at most 500. */
export async function findUnmailedInvoices(tx: Tx, since: Date): Promise<readonly string[]> {
  const rows = await runStatement<{ id: string }>(tx, {
    name: 'find_unmailed_invoices',
    text: `SELECT id::text AS "id" FROM invoice
      WHERE mailed_at IS NULL AND issued_at < $1::timestamptz
      ORDER BY issued_at LIMIT 500`,
    values: [since],
  });
  return rows.map(({ id }) => id);
}
