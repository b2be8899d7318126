export * from './credit/judge-credit.ts';
export * from './credit/judge-revision.ts';
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
export { basisOf } from './reconcile/basis-of.ts';
export { REASONS, type ReasonKey } from './reconcile/reasons.ts';
export { reconcileCdr } from './reconcile/reconcile-cdr.ts';
export { missingRecord } from './reconcile/rules/r03-orphan.ts';
export type {
  ComparisonRow,
  Computation,
  Evidence,
  KeptCdr,
  ReconcileCdrInput,
  ReconciledState,
  Reconciliation,
  TokenAtStart,
} from './reconcile/types.ts';
export * from './reconcile/zone-of.ts';
export * from './vat/vat-percent.ts';
