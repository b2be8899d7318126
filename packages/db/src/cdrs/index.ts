export * from './cdr-reconciliation.ts';
export * from './find-place.ts';
export * from './keep-cdrs.ts';
