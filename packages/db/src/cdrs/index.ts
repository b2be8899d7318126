export * from './cdr-reconciliation.ts';
export * from './keep-cdrs.ts';
export * from './price-basis.ts';
