import {
  enqueue,
  findChargeOfStart,
  findOpenChargeAt,
  insertAttempt,
  insertCharge,
  isUniqueViolation,
  lockUser,
  type Tx,
} from '@peregrine/db';
import type { Actor, Context } from '../context.ts';
import { auditCharge } from './audit-charge.ts';
import { changeCharge, chargeChanged } from './change-charge.ts';
import { checkStart } from './check-start.ts';
import { newReference } from './new-reference.ts';

export type DriverContext = Context<Extract<Actor, { kind: 'driver' }>>;

/** How long we wait for a session before the hold is given back (`domain/README`, States). */
export const SESSION_WAIT_MS = 15 * 60_000;

/**
 * Starts a charge at the quoted price: checks the guard and writes charge, hold attempt and job in
 * one transaction; the hold and the command follow by themselves. The same `startId`, the same
 * quote, or another start under way at the EVSE answers the charge that is already there
 * (`existing`): a double tap and two tabs are one charge.
 * Refuses: not-found, quote-expired, evse-unavailable, remote-start-unsupported, no-card,
 * unpaid-invoice, unknown-token.
 */
export async function startCharge(
  ctx: DriverContext,
  input: { readonly startId: string; readonly quoteId: string },
): Promise<{ readonly chargeId: string; readonly existing: boolean }> {
  let started: { chargeId: string; existing: boolean };
  try {
    started = await ctx.db.tx((tx) => start(ctx, tx, input));
  } catch (error) {
    // Two starts at the same instant: the loser finds the winner's charge.
    if (!isUniqueViolation(error)) throw error;
    started = await ctx.db.tx((tx) => start(ctx, tx, input));
  }
  if (!started.existing)
    await ctx.db.publish([chargeChanged({ id: started.chargeId, version: 2 })]);
  return started;
}

async function start(
  ctx: DriverContext,
  tx: Tx,
  input: { readonly startId: string; readonly quoteId: string },
): Promise<{ chargeId: string; existing: boolean }> {
  const { userId } = ctx.actor;
  const now = ctx.clock.now();
  // One start of a driver at a time, so that what the guard saw is still so at the commit.
  await lockUser(tx, userId);
  const known = await findChargeOfStart(tx, { userId, ...input });
  if (known) return { chargeId: known, existing: true };

  const checked = await checkStart(tx, { userId, quoteId: input.quoteId, now });
  const { place, quote, card, tokenUid } = checked;
  const open = await findOpenChargeAt(tx, userId, quote.evseRowId);
  if (open) return { chargeId: open, existing: true };
  checked.assertStartable();

  const charge = await insertCharge(tx, {
    startId: input.startId,
    origin: 'app',
    userId,
    tokenUid,
    partnerId: place.location.partnerId,
    party: place.location.party,
    evseRowId: quote.evseRowId,
    locationId: place.location.locationId,
    evseUid: place.evseUid,
    connectorId: quote.connectorId,
    quoteId: quote.id,
    planVersionId: quote.planVersionId,
    authorizationReference: newReference(),
    createdAt: now,
  });
  await changeCharge(tx, charge, now, [{ event: 'start-asked' }]);
  await insertAttempt(tx, {
    chargeId: charge.id,
    kind: 'hold',
    amountMinor: BigInt(quote.plan.payment.holdMinor),
    currency: quote.plan.currency,
    paymentMethodId: card.paymentMethodId,
    createdAt: now,
  });
  const { id: quoteId, evseRowId } = quote;
  await auditCharge(ctx, tx, 'charge.start', charge.id, { quoteId, evseRowId });
  await enqueue(tx, { name: 'place-hold', payload: { chargeId: charge.id } });
  await enqueue(
    tx,
    { name: 'expire-start', payload: { chargeId: charge.id } },
    { runAt: new Date(now.getTime() + SESSION_WAIT_MS) },
  );
  return { chargeId: charge.id, existing: false };
}
