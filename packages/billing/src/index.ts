export * from './credit/judge-credit.ts';
export { reverseEntry } from './credit/reverse-entry.ts';
export type { DriverSide, DriverStep } from './credit/step-for-driver.ts';
export * from './document/assemble-invoice.ts';
export type * from './document/invoice-document.ts';
export * from './document/postings.ts';
export { matchInvoice } from './partner-invoice/match-invoice.ts';
export * from './partner-invoice/types.ts';
export type * from './rate/price-types.ts';
export * from './rate/quote-driver.ts';
export * from './rate/rate-charge.ts';
export * from './rate/show-price.ts';
export { reconcileCdr } from './reconcile/reconcile-cdr.ts';
export type {
  ComparisonRow,
  Computation,
  ReconcileCdrInput,
  Reconciliation,
} from './reconcile/types.ts';
export * from './vat/vat-percent.ts';
