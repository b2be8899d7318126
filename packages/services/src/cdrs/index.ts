export { type AcceptedCdr, acceptCdrs } from './accept-cdrs.ts';
export { reconcileCdr } from './reconcile-cdr.ts';
