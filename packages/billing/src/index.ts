export * from './document/assemble-invoice.ts';
export type * from './document/invoice-document.ts';
export * from './document/postings.ts';
export type * from './rate/price-types.ts';
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
