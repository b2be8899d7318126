import {
  findInvoice,
  insertAttempt,
  listAttempts,
  lockCharge,
  type StoredAttempt,
  type Tx,
  updateAttempt,
} from '@peregrine/db';
import { auditCharge } from '../charging/audit-charge.ts';
import { changeCharge, chargeChanged } from '../charging/change-charge.ts';
import type { Context } from '../context.ts';
import { need } from '../need.ts';
import { customerOf } from './customer-of.ts';
import { takenOf } from './plan-collection.ts';

/** The provider's pages end after 24 hours; a link is renewed before. */
const LINK_LIFETIME_MS = 20 * 3_600_000;

type Needed = {
  readonly attempt: StoredAttempt;
  readonly userId: string;
  readonly number: string;
};

/**
 * Sees to it that an open charge has a working page on which the driver can pay it, and answers its
 * URL; undefined when nothing is open.
 */
export async function ensurePaymentLink(
  ctx: Context,
  input: { readonly chargeId: string },
): Promise<string | undefined> {
  const found = await ctx.db.tx((tx) => findOrOpen(ctx, tx, input.chargeId));
  if (!found) return undefined;
  if (found.attempt.linkUrl) return found.attempt.linkUrl;
  const { attempt, number } = found;
  const customerId = await customerOf(ctx, found.userId);
  const page = `${ctx.urls.web}/charges/${input.chargeId}/receipt`;
  const { url } = await need(ctx.ports.payments, 'payments').openPaymentPage({
    attemptId: attempt.id,
    chargeId: input.chargeId,
    customerId,
    amountMinor: attempt.amountMinor,
    currency: attempt.currency,
    description: `${ctx.seller.name} ${number}`,
    successUrl: page,
    cancelUrl: page,
  });
  const changed = await ctx.db.tx(async (tx) => {
    const charge = await lockCharge(tx, input.chargeId);
    await updateAttempt(tx, attempt.id, { linkUrl: url });
    return (
      charge &&
      (await changeCharge(tx, charge, ctx.clock.now(), [], { attention: charge.attention }))
    );
  });
  if (changed) await ctx.db.publish([chargeChanged(changed)]);
  return url;
}

async function findOrOpen(ctx: Context, tx: Tx, chargeId: string): Promise<Needed | undefined> {
  const charge = await lockCharge(tx, chargeId);
  const invoice = charge && (await findInvoice(tx, { chargeId }));
  if (!charge || !invoice || charge.state.settlement !== 'open') return undefined;
  const now = ctx.clock.now();
  const attempts = await listAttempts(tx, chargeId);
  const rest = invoice.totalMinor - takenOf(attempts);
  const standing = currentLink(attempts, now);
  const { userId } = charge;
  const { number, currency } = invoice;
  if (standing) return { attempt: standing, userId, number };
  await auditCharge(ctx, tx, 'payment.link', chargeId, { amountMinor: rest.toString() });
  const opened = { chargeId, kind: 'link', amountMinor: rest, currency, createdAt: now } as const;
  return { attempt: await insertAttempt(tx, opened), userId, number };
}

/** The newest link that is young enough to work. */
export function currentLink(
  attempts: readonly StoredAttempt[],
  now: Date,
): StoredAttempt | undefined {
  return attempts.findLast(
    ({ kind, state, createdAt }) =>
      kind === 'link' &&
      state === 'pending' &&
      now.getTime() - createdAt.getTime() < LINK_LIFETIME_MS,
  );
}
