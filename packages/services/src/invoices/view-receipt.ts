import type { InvoiceDocument } from '@peregrine/billing';
import { findInvoice, findInvoicePayment } from '@peregrine/db';
import { moneyText } from '@peregrine/domain';
import type { Context } from '../context.ts';
import { ServiceError } from '../errors.ts';
import type { ReceiptView } from '../views/charge.ts';

/**
 * The receipt of a charge as it was issued, with how it is paid now. For its driver alone: any other
 * caller gets not-found, as for a charge that has no receipt.
 */
export async function viewReceipt(
  ctx: Context,
  input: { readonly chargeId: string },
): Promise<ReceiptView> {
  const { actor } = ctx;
  if (actor.kind !== 'driver' && actor.kind !== 'staff') {
    throw new ServiceError('not-signed-in', 'Please sign in.');
  }
  const invoice = await findInvoice(ctx.db.read, { chargeId: input.chargeId });
  if (!invoice || invoice.userId !== actor.userId) {
    throw new ServiceError('not-found', 'There is no such receipt.');
  }
  const { number: invoiceNumber, ...document } = invoice.body as InvoiceDocument;
  const payment = await findInvoicePayment(ctx.db.read, invoice.chargeId);
  const { currency } = invoice;
  return {
    ...document,
    invoiceNumber,
    payment: {
      state: invoice.paymentState,
      ...(payment.card && { card: payment.card }),
      ...(payment.collectedMinor > 0n && {
        captured: moneyText({ minor: payment.collectedMinor, currency }),
      }),
      ...(invoice.paymentState === 'open' &&
        payment.paymentUrl !== undefined && { paymentUrl: payment.paymentUrl }),
    },
  };
}
