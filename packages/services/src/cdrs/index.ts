export { acceptCdrs } from './accept-cdrs.ts';
export type { AcceptedCdr } from './keep-cdrs.ts';
export { reconcileCdr } from './reconcile-cdr.ts';
export { sweepRecords } from './sweep-records.ts';
