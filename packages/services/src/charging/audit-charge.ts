import { type Tx, writeAudit } from '@peregrine/db';
import type { Context } from '../context.ts';

/**
 * Writes who decided what about a charge, its commands or its money, in the transaction of the
 * decision. `details` hold no secret and no personal data.
 */
export async function auditCharge(
  ctx: Context,
  tx: Tx,
  action: string,
  chargeId: string,
  details: Readonly<Record<string, string>> = {},
): Promise<void> {
  const at = ctx.clock.now();
  await writeAudit(tx, ctx.actor, { at, action, subject: 'charge', subjectId: chargeId, details });
}
