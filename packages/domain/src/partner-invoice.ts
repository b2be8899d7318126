import type { Instant } from './instant.ts';
import type { Decimal } from './money/decimal.ts';
import type { Currency } from './money/money.ts';
import type { PartyRef } from './party.ts';

/** Which CDRs an invoice is about (OCPI 2.3.0 ed2 mod_invoice_reconciliation). No amounts. */
export type InvoiceReconciliationRecord = {
  /** The issuer of the invoice: the CPO with direct billing, we with reverse billing. */
  readonly party: PartyRef;
  readonly recordId: string;
  readonly invoiceId: string;
  readonly cdrIds: readonly string[];
  readonly lastUpdated: Instant;
};

/**
 * An invoice between a CPO and us. `direct`: theirs for what they delivered. `reverse`: ours, a
 * credit for what they delivered (the same module: Flow and Lifecycle).
 */
export type PartnerInvoice = {
  readonly invoiceId: string;
  readonly billing: 'direct' | 'reverse';
  readonly issuer: PartyRef;
  readonly recipient: PartyRef;
  readonly issuedAt: Instant;
  /** Net sums as printed, one a currency. */
  readonly sums: readonly { readonly currency: Currency; readonly exclTax: Decimal }[];
};
