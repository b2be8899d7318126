import type { Tx } from '../client/open-database.ts';
import { runStatement } from '../client/run-statement.ts';
import type { HotClient } from '../client/statement.ts';

/** Notes that a partner called us; at most once in 10 s, so that its row is not fought over. */
export async function notePartnerHeard(
  transaction: Tx | HotClient,
  id: string,
  at: Date,
): Promise<void> {
  await runStatement(transaction, {
    name: 'note_partner_heard',
    text: `UPDATE partner SET last_heard_at = $2::timestamptz WHERE id = $1::uuid
      AND (last_heard_at IS NULL OR last_heard_at < $2::timestamptz - interval '10 seconds')`,
    values: [id, at],
  });
}

/** Notes that we reached a partner, or why not. */
export async function notePartnerReached(
  tx: Tx,
  id: string,
  at: Date,
  error?: string,
): Promise<void> {
  await tx.partner.update({
    where: { id },
    data:
      error === undefined
        ? { lastReachedAt: at, lastError: null, lastErrorAt: null }
        : { lastError: error.slice(0, 500), lastErrorAt: at },
  });
}

/** Notes that every status of a partner (by id, or all of a kind) held at that time. */
export async function confirmStatuses(
  tx: Tx,
  which: { readonly id: string } | { readonly kind: 'internal' },
  at: Date,
): Promise<void> {
  await tx.partner.updateMany({ where: which, data: { statusesConfirmedAt: at } });
}
