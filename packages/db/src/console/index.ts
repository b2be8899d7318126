export * from './console-cdrs.ts';
export * from './console-charges.ts';
export * from './console-invoices.ts';
export * from './console-partners.ts';
export type { TableCursor, TablePage, TableRows } from './table-query.ts';
