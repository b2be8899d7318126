import {
  enqueue,
  findCustomer,
  insertCommand,
  listAttempts,
  lockCharge,
  type StoredAttempt,
  type StoredCharge,
  type Tx,
  updateAttempt,
} from '@peregrine/db';
import type { Context } from '../context.ts';
import { need } from '../need.ts';
import type { PaymentOutcome } from '../ports.ts';
import { auditCharge } from './audit-charge.ts';
import { type ChargeHappening, changeCharge, chargeChanged } from './change-charge.ts';

/** A start that could not be sent within this time is not sent: nobody stands there any more. */
export const START_PATIENCE_MS = 5 * 60_000;

/**
 * Job A: puts the hold on the card, then in one transaction marks it and orders the START. Any
 * number of runs make one hold (the attempt's id is the idempotency key) and one command. A hold
 * that came too late for its start is released; declined: refused, and no command.
 */
export async function placeHold(ctx: Context, input: { readonly chargeId: string }) {
  const found = await ctx.db.tx(async (tx) => {
    const charge = await lockCharge(tx, input.chargeId);
    const hold = charge && pendingHold(await listAttempts(tx, charge.id));
    const customerId = charge && (await findCustomer(tx, charge.userId));
    return charge && hold ? { charge, hold, customerId } : undefined;
  });
  if (!found) return;
  const { charge, hold, customerId } = found;
  const outcome: PaymentOutcome =
    customerId && hold.paymentMethodId
      ? await need(ctx.ports.payments, 'payments').hold({
          attemptId: hold.id,
          chargeId: charge.id,
          customerId,
          paymentMethodId: hold.paymentMethodId,
          amountMinor: hold.amountMinor,
          currency: hold.currency,
        })
      : { kind: 'declined', code: 'no-card' };
  const changed = await ctx.db.tx((tx) => settleHold(ctx, tx, hold.id, outcome, input));
  if (changed) await ctx.db.publish([chargeChanged(changed)]);
}

function pendingHold(attempts: readonly StoredAttempt[]): StoredAttempt | undefined {
  return attempts.find(({ kind, state }) => kind === 'hold' && state === 'pending');
}

async function settleHold(
  ctx: Context,
  tx: Tx,
  attemptId: string,
  outcome: PaymentOutcome,
  input: { readonly chargeId: string },
): Promise<StoredCharge | undefined> {
  const charge = await lockCharge(tx, input.chargeId);
  // Another run of this job, or a webhook, may have settled it meanwhile.
  if (!charge || !pendingHold(await listAttempts(tx, charge.id))) return undefined;
  const now = ctx.clock.now();
  if (outcome.kind !== 'held') {
    const failureCode = outcome.kind === 'declined' ? outcome.code : outcome.kind;
    await updateAttempt(tx, attemptId, {
      state: 'failed',
      failureCode,
      settledAt: now,
      ...('intentId' in outcome && outcome.intentId ? { intentId: outcome.intentId } : {}),
    });
    const refusalCode =
      outcome.kind === 'authentication-required' ? 'card-authentication' : 'card-declined';
    return await changeCharge(tx, charge, now, [{ event: 'hold-declined' }], { refusalCode });
  }
  await updateAttempt(tx, attemptId, {
    state: 'succeeded',
    intentId: outcome.intentId,
    settledAt: now,
    ...(outcome.captureBefore ? { captureBefore: outcome.captureBefore } : {}),
  });
  return await orderStart(ctx, tx, charge, now);
}

async function orderStart(
  ctx: Context,
  tx: Tx,
  charge: StoredCharge,
  now: Date,
): Promise<StoredCharge> {
  const happenings: ChargeHappening[] = [{ event: 'hold-placed' }];
  const asked = charge.state.start === 'asked' && charge.state.settlement === 'none';
  const late = now.getTime() - charge.createdAt.getTime() > START_PATIENCE_MS;
  if (asked && !late) {
    const commandId = await insertCommand(tx, {
      chargeId: charge.id,
      partnerId: charge.partnerId,
      kind: 'START',
      createdAt: now,
    });
    await enqueue(tx, { name: 'send-command', payload: { commandId } });
    await auditCharge(ctx, tx, 'charge.order-start', charge.id, { commandId });
    return await changeCharge(tx, charge, now, happenings);
  }
  await enqueue(tx, { name: 'release-hold', payload: { chargeId: charge.id } });
  if (!asked) return await changeCharge(tx, charge, now, happenings);
  await auditCharge(ctx, tx, 'charge.abandon-start', charge.id, { reason: 'payment-delayed' });
  const refused: ChargeHappening[] = [...happenings, { event: 'start-refused' }];
  return await changeCharge(tx, charge, now, refused, { refusalCode: 'payment-delayed' });
}
