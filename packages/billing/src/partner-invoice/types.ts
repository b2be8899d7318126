import type {
  Cdr,
  CdrState,
  Currency,
  Decimal,
  Finding,
  InvoiceReconciliationRecord,
  PartnerInvoice,
} from '@peregrine/domain';

/** A CDR of ours as far as an invoice may be about it. */
export type InvoicedCdr = {
  readonly cdr: Pick<
    Cdr,
    | 'party'
    | 'cdrId'
    | 'currency'
    | 'totalCost'
    | 'credit'
    | 'creditReferenceId'
    | 'invoiceReferenceId'
  >;
  readonly state: CdrState;
  /** Net that we acknowledge to owe; absent while nothing is acknowledged. */
  readonly acceptedExclTax?: Decimal;
  /** Other invoices whose records list it. */
  readonly invoiceIds: readonly string[];
};

export type MatchInvoiceInput = {
  readonly invoice: PartnerInvoice;
  /** Those that name the invoice. */
  readonly records: readonly InvoiceReconciliationRecord[];
  /** All that the records may list, of whichever party, and all that should be on an invoice by now. */
  readonly cdrs: readonly InvoicedCdr[];
  /** Differences of a sum up to this many minor units are tolerated; 0 where absent. */
  readonly toleranceMinor?: bigint;
};

/** What a listed CDR turned out to be. Only a `matched` one is owed on this invoice. */
export const LISTED_KINDS = [
  'matched',
  'open',
  'unknown',
  'twice',
  'other-party',
  'superseded',
] as const;
export type ListedKind = (typeof LISTED_KINDS)[number];

export type ListedCdr = {
  readonly cdrId: string;
  readonly kind: ListedKind;
  readonly currency?: Currency;
  /** Net as the CDR claims. */
  readonly claimedExclTax?: Decimal;
  /** Net that we acknowledge. */
  readonly acceptedExclTax?: Decimal;
};

/** One currency of an invoice. All net, exact. */
export type InvoiceSum = {
  readonly currency: Currency;
  /** As printed on the invoice; absent: it has no sum in this currency. */
  readonly invoicedExclTax?: Decimal;
  /** What the CDRs of the matched and open lines claim: what the invoice should say. */
  readonly claimedExclTax: Decimal;
  /** What we acknowledge of the matched lines: what there is to pay. */
  readonly acceptedExclTax: Decimal;
  /** Invoiced minus claimed. */
  readonly differenceExclTax?: Decimal;
};

export type InvoiceMatch = {
  readonly state: 'agreed' | 'tolerated' | 'held' | 'disputed';
  readonly lines: readonly ListedCdr[];
  readonly sums: readonly InvoiceSum[];
  /** Ids of CDRs of the invoice's CPO that no invoice lists. */
  readonly notInvoiced: readonly string[];
  readonly findings: readonly Finding[];
};
