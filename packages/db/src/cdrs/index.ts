export * from './cdr-reconciliation.ts';
export * from './find-place.ts';
export * from './keep-cdrs.ts';
export * from './unfinished-records.ts';
