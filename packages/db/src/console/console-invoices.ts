import type { Decimal } from '@peregrine/domain';
import type { Tx } from '../client/open-database.ts';
import { runStatement } from '../client/run-statement.ts';
import {
  listTable,
  type SortKey,
  type Table,
  type TablePage,
  type TableRows,
} from './table-query.ts';

export type ConsoleInvoice = {
  readonly id: string;
  readonly number: string;
  readonly chargeId: string;
  readonly driverEmail: string;
  readonly issuedAt: Date;
  readonly stationName: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly totalMinor: string;
  readonly vatMinor: string;
  readonly paymentState: string;
  readonly mailedAt: Date | null;
};

const MATCHES = `($1::text IS NULL OR invoice.number ILIKE $1 OR "user".email::text ILIKE $1
    OR invoice.body #>> '{station,name}' ILIKE $1)
  AND ($2::text IS NULL OR invoice.payment_state = $2)`;

const FROM = 'invoice JOIN "user" ON "user".id = invoice.user_id';

const COLUMNS = `invoice.id::text AS "id", invoice.number, invoice.charge_id::text AS "chargeId",
  "user".email::text AS "driverEmail", invoice.issued_at AS "issuedAt",
  invoice.body #>> '{station,name}' AS "stationName",
  invoice.body #>> '{station,timeZone}' AS "timeZone", invoice.currency,
  invoice.total_minor::text AS "totalMinor", invoice.vat_minor::text AS "vatMinor",
  invoice.payment_state AS "paymentState", invoice.mailed_at AS "mailedAt"`;

const SORTS: Readonly<Record<string, SortKey>> = {
  issued: { sql: 'invoice.issued_at', type: 'timestamptz' },
  number: { sql: 'invoice.number', type: 'text' },
  driver: { sql: '"user".email::text', type: 'text' },
  total: { sql: 'invoice.total_minor', type: 'numeric' },
};

const INVOICES: Table = {
  columns: COLUMNS,
  from: FROM,
  matches: MATCHES,
  id: 'invoice.id',
  sorts: SORTS,
  standard: { by: 'issued', descending: true },
};

/** Invoices, the newest first unless ordered otherwise. `filter`: a payment state. */
export async function listConsoleInvoices(
  tx: Tx,
  page: TablePage,
): Promise<TableRows<ConsoleInvoice>> {
  return await listTable<ConsoleInvoice>(tx, INVOICES, page);
}

export type ConsoleInvoiceDetail = ConsoleInvoice & {
  /** The VAT lines of the document as printed. */
  readonly vatLines: unknown;
};

export async function findConsoleInvoice(
  tx: Tx,
  id: string,
): Promise<ConsoleInvoiceDetail | undefined> {
  const [row] = await runStatement<ConsoleInvoiceDetail>(tx, {
    text: `SELECT ${COLUMNS}, invoice.body -> 'vat' AS "vatLines" FROM ${FROM} WHERE invoice.id = $1::uuid`,
    values: [id],
  });
  return row;
}

export type ConsoleInvoiceParts = {
  readonly lines: readonly {
    kind: string;
    quantity: Decimal;
    unit: string;
    unitPrice: Decimal;
    totalMinor: string;
  }[];
  readonly postings: readonly {
    account: string;
    amountMinor: string;
    currency: string;
    at: Date;
  }[];
};

/** Lines in their order, and all that was posted for the charge, captures and purchase included. */
export async function findConsoleInvoiceParts(
  tx: Tx,
  invoice: Pick<ConsoleInvoice, 'id' | 'chargeId'>,
): Promise<ConsoleInvoiceParts> {
  const [lines, postings] = await Promise.all([
    runStatement<ConsoleInvoiceParts['lines'][number]>(tx, {
      text: `SELECT kind, trim_scale(quantity)::text AS "quantity", unit,
          trim_scale(unit_price)::text AS "unitPrice", total_minor::text AS "totalMinor"
        FROM invoice_line WHERE invoice_id = $1::uuid ORDER BY position`,
      values: [invoice.id],
    }),
    runStatement<ConsoleInvoiceParts['postings'][number]>(tx, {
      text: `SELECT account, amount_minor::text AS "amountMinor", currency, at
        FROM posting WHERE charge_id = $1::uuid ORDER BY id`,
      values: [invoice.chargeId],
    }),
  ]);
  return { lines, postings };
}
