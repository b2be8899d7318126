import type { InvoiceDocument } from '@peregrine/billing';
import { findInvoice, findUserBy, lockCharge, markInvoiceMailed } from '@peregrine/db';
import { changeCharge, chargeChanged } from '../charging/change-charge.ts';
import type { Context } from '../context.ts';
import { need } from '../need.ts';

/**
 * Mails a receipt to its driver, in the driver's language, with a link to the whole of it. The job
 * 'mail-receipt': what was mailed is not mailed again; a crash between the mail and its mark may
 * repeat it, never lose it.
 */
export async function mailReceipt(
  ctx: Context,
  input: { readonly invoiceId: string },
): Promise<void> {
  const invoice = await findInvoice(ctx.db.read, { id: input.invoiceId });
  if (!invoice || invoice.mailedAt) return;
  const user = await findUserBy(ctx.db.read, { id: invoice.userId });
  if (!user) throw new Error(`invoice ${invoice.number} has no driver`);
  const { seller, station, ...document } = invoice.body as InvoiceDocument;
  await need(ctx.ports.mailer, 'mailer').send({
    kind: 'receipt',
    to: user.email,
    locale: user.locale,
    url: `${ctx.urls.web}/charges/${invoice.chargeId}/receipt`,
    number: document.number,
    sellerName: seller.name,
    sellerLines: [...seller.addressLines, seller.vatId],
    stationName: station.name,
    stationAddress: [station.address, station.city].filter((part) => part !== '').join(', '),
    timeZone: station.timeZone,
    startedAt: document.startedAt,
    endedAt: document.endedAt,
    energyKwh: document.energyKwh,
    lines: document.lines,
    vat: document.vat,
    total: document.total,
  });
  const now = ctx.clock.now();
  const charge = await ctx.db.tx(async (tx) => {
    // The charge before its invoice, as its payment does: a deadlock here would mail once more.
    const locked = await lockCharge(tx, invoice.chargeId);
    if (!locked || !(await markInvoiceMailed(tx, invoice.id, now))) return undefined;
    return await changeCharge(tx, locked, now, [{ event: 'receipt-mailed' }]);
  });
  if (charge) await ctx.db.publish([chargeChanged(charge)]);
}
