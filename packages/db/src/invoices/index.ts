export * from './issue-invoice.ts';
export * from './read-invoice.ts';
