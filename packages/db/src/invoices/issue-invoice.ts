import type { Decimal } from '@peregrine/domain';
import type { Tx } from '../client/open-database.ts';
import type { Prisma } from '../generated/client.ts';

/**
 * The next number of a series. The row stays locked until the transaction ends: issuers queue, and
 * a rollback gives the number back, so a series has no gaps.
 */
export async function takeSequence(tx: Tx, seriesKey: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ sequence: number }[]>`
    INSERT INTO invoice_series (key, next) VALUES (${seriesKey}, 2)
    ON CONFLICT (key) DO UPDATE SET next = invoice_series.next + 1
    RETURNING next - 1 AS sequence`;
  if (!row) throw new Error('an invoice series answered no number');
  return row.sequence;
}

export type InvoiceToInsert = {
  readonly id: string;
  readonly number: string;
  readonly seriesKey: string;
  readonly sequence: number;
  readonly userId: string;
  readonly chargeId: string;
  readonly currency: string;
  readonly totalMinor: bigint;
  readonly vatMinor: bigint;
  /** JSON: the document as printed. */
  readonly body: object;
  readonly issuedAt: Date;
  readonly lines: readonly {
    readonly kind: string;
    readonly quantity: Decimal;
    readonly unit: string;
    readonly unitPrice: Decimal;
    readonly vatPercent: Decimal;
    readonly totalMinor: bigint;
  }[];
};

/** Inserts an issued invoice with its lines; a charge has at most one. */
export async function insertInvoice(tx: Tx, invoice: InvoiceToInsert): Promise<void> {
  const { lines, body, ...columns } = invoice;
  await tx.invoice.create({
    data: { ...columns, body: body as Prisma.InputJsonObject, paymentState: 'open' },
  });
  await tx.invoiceLine.createMany({
    data: lines.map((line, position) => ({ invoiceId: invoice.id, position, ...line })),
  });
}

export type PostingEntry = {
  readonly key: string;
  readonly lines: readonly {
    readonly account: string;
    readonly amount: { readonly minor: bigint; readonly currency: string };
  }[];
};

/** Posts a balanced entry, once per key: a repeated one is left as it was. */
export async function insertPostings(
  tx: Tx,
  entry: PostingEntry,
  about: { readonly chargeId: string | null; readonly at: Date },
): Promise<void> {
  await tx.posting.createMany({
    data: entry.lines.map(({ account, amount }) => ({
      entryKey: entry.key,
      account,
      amountMinor: amount.minor,
      currency: amount.currency,
      chargeId: about.chargeId,
      at: about.at,
    })),
    skipDuplicates: true,
  });
}

/** What was posted under a key; empty when nothing was. */
export async function listPostings(
  tx: Tx,
  entryKey: string,
): Promise<{ account: string; amountMinor: bigint; currency: string }[]> {
  return await tx.posting.findMany({
    where: { entryKey },
    select: { account: true, amountMinor: true, currency: true },
    orderBy: { id: 'asc' },
  });
}
