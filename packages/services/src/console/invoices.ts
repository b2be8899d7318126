import {
  type ConsoleInvoice,
  findConsoleInvoice,
  findConsoleInvoiceParts,
  listConsoleInvoices,
} from '@peregrine/db';
import { instantOf, moneyText } from '@peregrine/domain';
import type { Context } from '../context.ts';
import type { InvoiceDetail, InvoiceRow, Page, TableQuery } from '../views/console.ts';
import { checkId, checkStaff, found, listPage } from './staff-table.ts';

/** Invoices, the newest first. `filter`: a payment state. Staff only. */
export async function listInvoices(ctx: Context, query: TableQuery): Promise<Page<InvoiceRow>> {
  checkStaff(ctx);
  return await listPage(query, (page) => listConsoleInvoices(ctx.db.read, page), toRow);
}

/** One invoice with its lines and all that was posted for its charge. Staff only. */
export async function viewInvoice(
  ctx: Context,
  input: { readonly id: string },
): Promise<InvoiceDetail> {
  checkStaff(ctx);
  const invoice = found(await findConsoleInvoice(ctx.db.read, checkId(input.id)));
  const { vatLines, ...row } = invoice;
  const { lines, postings } = await findConsoleInvoiceParts(ctx.db.read, row);
  const { currency } = row;
  return {
    ...toRow(row),
    vatLines: vatLines as InvoiceDetail['vatLines'],
    chargeId: row.chargeId,
    lines: lines.map(({ totalMinor, ...line }) => ({
      ...line,
      total: moneyText({ minor: BigInt(totalMinor), currency }),
    })),
    postings: postings.map((posting) => ({
      account: posting.account,
      amount: moneyText({ minor: BigInt(posting.amountMinor), currency: posting.currency }),
      at: instantOf(posting.at),
    })),
  };
}

function toRow(invoice: ConsoleInvoice): InvoiceRow {
  const { totalMinor, vatMinor, currency, mailedAt, chargeId: _charge, ...row } = invoice;
  return {
    ...row,
    issuedAt: instantOf(row.issuedAt),
    total: moneyText({ minor: BigInt(totalMinor), currency }),
    vat: moneyText({ minor: BigInt(vatMinor), currency }),
    ...(mailedAt && { mailedAt: instantOf(mailedAt) }),
  };
}
