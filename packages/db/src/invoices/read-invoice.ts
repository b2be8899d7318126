import type { Tx } from '../client/open-database.ts';

export type StoredInvoice = {
  readonly id: string;
  readonly number: string;
  readonly chargeId: string;
  readonly userId: string;
  readonly currency: string;
  readonly totalMinor: bigint;
  readonly paymentState: 'open' | 'paid';
  /** JSON: the document as printed. */
  readonly body: unknown;
  readonly issuedAt: Date;
  readonly mailedAt: Date | null;
};

const FIELDS = {
  id: true,
  number: true,
  chargeId: true,
  userId: true,
  currency: true,
  totalMinor: true,
  paymentState: true,
  body: true,
  issuedAt: true,
  mailedAt: true,
} as const;

/** The invoice of a charge, or one by its id. */
export async function findInvoice(
  tx: Tx,
  key: { readonly id: string } | { readonly chargeId: string },
): Promise<StoredInvoice | undefined> {
  const where = 'id' in key ? { id: key.id } : { chargeId: key.chargeId };
  const row = await tx.invoice.findUnique({ where, select: FIELDS });
  return row ? { ...row, paymentState: row.paymentState === 'paid' ? 'paid' : 'open' } : undefined;
}

/** Marks an invoice as paid, once. */
export async function markInvoicePaid(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.invoice.updateMany({
    where: { id, paymentState: 'open' },
    data: { paymentState: 'paid', paidAt: at },
  });
}

/** Marks a receipt as mailed; false when it was before. */
export async function markInvoiceMailed(tx: Tx, id: string, at: Date): Promise<boolean> {
  const { count } = await tx.invoice.updateMany({
    where: { id, mailedAt: null },
    data: { mailedAt: at },
  });
  return count === 1;
}

/** How an invoice was paid so far, as its receipt tells it. */
export type InvoicePayment = {
  readonly collectedMinor: bigint;
  readonly card?: { readonly brand: string; readonly last4: string };
  readonly paymentUrl?: string;
};

export async function findInvoicePayment(tx: Tx, chargeId: string): Promise<InvoicePayment> {
  const attempts = await tx.paymentAttempt.findMany({
    where: { chargeId },
    orderBy: { createdAt: 'asc' },
  });
  const collected = attempts.filter(
    ({ kind, state }) => state === 'succeeded' && ['capture', 'charge', 'link'].includes(kind),
  );
  const methodId = attempts.findLast(({ paymentMethodId }) => paymentMethodId)?.paymentMethodId;
  const card = methodId
    ? await tx.paymentMethod.findUnique({
        where: { id: methodId },
        select: { brand: true, last4: true },
      })
    : null;
  const link = attempts.findLast(({ kind, state }) => kind === 'link' && state === 'pending');
  return {
    collectedMinor: collected.reduce((sum, { amountMinor }) => sum + amountMinor, 0n),
    ...(card && { card }),
    ...(link?.linkUrl ? { paymentUrl: link.linkUrl } : {}),
  };
}
