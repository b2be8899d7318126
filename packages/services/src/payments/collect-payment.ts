import {
  findCustomer,
  findInvoice,
  findPreferredCard,
  insertAttempt,
  listAttempts,
  lockCharge,
  markInvoicePaid,
  type StoredAttempt,
  type StoredCharge,
  type StoredInvoice,
  type Tx,
} from '@peregrine/db';
import { auditCharge } from '../charging/audit-charge.ts';
import { changeCharge, chargeChanged } from '../charging/change-charge.ts';
import type { Context } from '../context.ts';
import { need } from '../need.ts';
import type { PaymentOutcome } from '../ports.ts';
import { ensurePaymentLink } from './payment-link.ts';
import { type CollectionStep, planCollection } from './plan-collection.ts';
import { settleAttempt } from './settle-attempt.ts';

/** The provider forgets an idempotency key after a day: an older payment is not asked for again. */
const KEY_LIFETIME_MS = 23 * 3_600_000;

type Payable = { readonly charge: StoredCharge; readonly invoice: StoredInvoice };
type Ready = Payable & {
  readonly step: Exclude<CollectionStep, { kind: 'paid' | 'refused' }>;
  readonly attempt: StoredAttempt;
};
type Decided =
  | { readonly kind: 'call'; readonly ready: Ready }
  | { readonly kind: 'end'; readonly charge?: StoredCharge; readonly invoice?: StoredInvoice };

/**
 * Collects what a billed charge costs: captures the hold up to it, takes the rest off-session, or
 * releases the hold where nothing is owed. Every attempt is a row before its call; a run that was
 * killed anywhere is finished by the next one with the same idempotency key, so nothing is taken
 * twice. Refused: the charge is open, and the driver gets a link to pay on the provider's page.
 */
export async function collectPayment(ctx: Context, input: { readonly chargeId: string }) {
  for (;;) {
    const decided = await ctx.db.tx((tx) => decide(ctx, tx, input.chargeId));
    if (decided.kind === 'end') return await tell(ctx, decided);
    const { attempt } = decided.ready;
    const outcome = await perform(ctx, decided.ready);
    await ctx.db.tx((tx) => settleAttempt(tx, attempt.id, outcome, ctx.clock.now()));
  }
}

async function decide(ctx: Context, tx: Tx, chargeId: string): Promise<Decided> {
  const charge = await lockCharge(tx, chargeId);
  const invoice = charge && (await findInvoice(tx, { chargeId }));
  if (!charge || !invoice) return { kind: 'end' };
  if (charge.state.settlement !== 'billed' && charge.state.settlement !== 'open') {
    return { kind: 'end' };
  }
  const now = ctx.clock.now();
  const step = planCollection(invoice.totalMinor, await listAttempts(tx, chargeId));
  if (step.kind === 'paid') {
    await markInvoicePaid(tx, invoice.id, now);
    const paid = await changeCharge(tx, charge, now, [{ event: 'payment-succeeded' }]);
    return { kind: 'end', charge: paid, invoice };
  }
  if (step.kind === 'refused') {
    const open = await changeCharge(tx, charge, now, [{ event: 'payment-failed' }]);
    return { kind: 'end', charge: open, invoice };
  }
  if (step.attempt && isForgotten(step, step.attempt, now)) {
    const attention = { attention: 'payment-uncertain' };
    return { kind: 'end', charge: await changeCharge(tx, charge, now, [], attention) };
  }
  const attempt = step.attempt ?? (await openAttempt(ctx, tx, charge, invoice, step));
  return { kind: 'call', ready: { charge, invoice, step, attempt } };
}

function isForgotten(step: CollectionStep, attempt: StoredAttempt, now: Date): boolean {
  // Captures and releases name their intent: the provider knows without the key.
  return step.kind === 'charge' && now.getTime() - attempt.createdAt.getTime() > KEY_LIFETIME_MS;
}

async function openAttempt(
  ctx: Context,
  tx: Tx,
  charge: StoredCharge,
  invoice: StoredInvoice,
  step: Ready['step'],
): Promise<StoredAttempt> {
  const amountMinor = step.amountMinor.toString();
  await auditCharge(ctx, tx, `payment.${step.kind}`, charge.id, { amountMinor });
  const card = step.kind === 'charge' && (await findPreferredCard(tx, charge.userId));
  return await insertAttempt(tx, {
    chargeId: charge.id,
    kind: step.kind,
    amountMinor: step.amountMinor,
    currency: invoice.currency,
    createdAt: ctx.clock.now(),
    ...('intentId' in step ? { intentId: step.intentId } : {}),
    ...(card ? { paymentMethodId: card.paymentMethodId } : {}),
  });
}

async function perform(ctx: Context, ready: Ready): Promise<PaymentOutcome> {
  const { step, attempt, charge } = ready;
  const payments = need(ctx.ports.payments, 'payments');
  const { id: attemptId, amountMinor, currency, paymentMethodId } = attempt;
  if (step.kind === 'capture') {
    return await payments.capture({ attemptId, intentId: step.intentId, amountMinor });
  }
  if (step.kind === 'cancel') return await payments.cancel({ attemptId, intentId: step.intentId });
  const customerId = await findCustomer(ctx.db.read, charge.userId);
  if (!customerId || !paymentMethodId) return { kind: 'declined', code: 'no-card' };
  return await payments.chargeOffSession({
    attemptId,
    chargeId: charge.id,
    customerId,
    paymentMethodId,
    amountMinor,
    currency,
  });
}

async function tell(ctx: Context, end: Extract<Decided, { kind: 'end' }>): Promise<void> {
  const { charge, invoice } = end;
  if (!charge) return;
  const invoiceEvents = invoice ? [{ topic: 'invoice', id: invoice.id, version: 1 } as const] : [];
  await ctx.db.publish([chargeChanged(charge), ...invoiceEvents]);
  if (charge.state.settlement === 'open') await ensurePaymentLink(ctx, { chargeId: charge.id });
}
