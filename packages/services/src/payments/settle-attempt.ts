import { capturePostings } from '@peregrine/billing';
import {
  findAttempt,
  insertPostings,
  lockCharge,
  type StoredAttempt,
  type StoredCharge,
  type Tx,
  updateAttempt,
} from '@peregrine/db';
import { moneyText } from '@peregrine/domain';
import { changeCharge } from '../charging/change-charge.ts';
import type { PaymentOutcome } from '../ports.ts';

/**
 * Records what became of an attempt, with its postings, in the caller's transaction. The answer of
 * the call and the webhook may both come, in any order: the first one settles. Answers the charge.
 */
export async function settleAttempt(
  tx: Tx,
  attemptId: string,
  outcome: PaymentOutcome,
  now: Date,
): Promise<StoredCharge | undefined> {
  const known = await findAttempt(tx, attemptId);
  const charge = known && (await lockCharge(tx, known.chargeId));
  const attempt = charge && (await findAttempt(tx, attemptId));
  if (!charge || !attempt || attempt.state !== 'pending') return charge;
  const intent = 'intentId' in outcome && outcome.intentId ? { intentId: outcome.intentId } : {};
  if (attempt.kind === 'cancel' ? outcome.kind === 'canceled' : outcome.kind === 'captured') {
    return await succeed(tx, charge, attempt, outcome, { ...intent, settledAt: now });
  }
  const failureCode = outcome.kind === 'declined' ? outcome.code : outcome.kind;
  await updateAttempt(tx, attempt.id, { ...intent, state: 'failed', failureCode, settledAt: now });
  return charge;
}

async function succeed(
  tx: Tx,
  charge: StoredCharge,
  attempt: StoredAttempt,
  outcome: PaymentOutcome,
  changes: { readonly intentId?: string; readonly settledAt: Date },
): Promise<StoredCharge> {
  const at = changes.settledAt;
  if (outcome.kind !== 'captured') {
    await updateAttempt(tx, attempt.id, { ...changes, state: 'succeeded' });
    return await changeCharge(tx, charge, at, [{ event: 'hold-released' }]);
  }
  // What the provider took is what counts, also where it differs from what was asked.
  const { amountMinor } = outcome;
  await updateAttempt(tx, attempt.id, { ...changes, state: 'succeeded', amountMinor });
  const money = { minor: amountMinor, currency: attempt.currency };
  await insertPostings(tx, capturePostings(attempt.id, money), { chargeId: charge.id, at });
  const event = attempt.kind === 'capture' ? 'captured' : 'charged';
  return await changeCharge(tx, charge, at, [{ event, details: moneyText(money) }]);
}
