import {
  insertAttempt,
  listAttempts,
  lockCharge,
  type StoredAttempt,
  type Tx,
} from '@peregrine/db';
import { auditCharge } from '../charging/audit-charge.ts';
import { chargeChanged } from '../charging/change-charge.ts';
import type { Context } from '../context.ts';
import { need } from '../need.ts';
import { standingHold } from './plan-collection.ts';
import { settleAttempt } from './settle-attempt.ts';

/** A hold is given back this long before the provider would let it lapse (`domain/README`). */
export const RELEASE_BEFORE_MS = 12 * 3_600_000;

/**
 * Gives a hold back: of a void charge at once, of one without a record shortly before the hold ends
 * (the saved card is charged when the record comes). Any number of runs cancel once. A hold whose
 * charge is being collected is left alone.
 */
export async function releaseHold(ctx: Context, input: { readonly chargeId: string }) {
  const attempt = await ctx.db.tx((tx) => findOrOpen(ctx, tx, input.chargeId));
  if (!attempt?.intentId) return;
  const outcome = await need(ctx.ports.payments, 'payments').cancel({
    attemptId: attempt.id,
    intentId: attempt.intentId,
  });
  const changed = await ctx.db.tx((tx) => settleAttempt(tx, attempt.id, outcome, ctx.clock.now()));
  if (changed) await ctx.db.publish([chargeChanged(changed)]);
}

async function findOrOpen(
  ctx: Context,
  tx: Tx,
  chargeId: string,
): Promise<StoredAttempt | undefined> {
  const charge = await lockCharge(tx, chargeId);
  if (!charge) return undefined;
  const attempts = await listAttempts(tx, chargeId);
  const unfinished = attempts.find(({ kind, state }) => kind === 'cancel' && state === 'pending');
  if (unfinished) return unfinished;
  const hold = standingHold(attempts);
  if (!hold?.intentId) return undefined;
  const now = ctx.clock.now();
  const { settlement } = charge.state;
  const waiting = settlement === 'none' || settlement === 'awaiting-record';
  const lapses =
    hold.captureBefore && hold.captureBefore.getTime() - RELEASE_BEFORE_MS <= now.getTime();
  if (settlement !== 'void' && !(waiting && lapses)) return undefined;
  await auditCharge(ctx, tx, 'payment.release', chargeId);
  return await insertAttempt(tx, {
    chargeId,
    kind: 'cancel',
    amountMinor: hold.amountMinor,
    currency: hold.currency,
    intentId: hold.intentId,
    createdAt: now,
  });
}
