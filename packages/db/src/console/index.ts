export * from './console-cdrs.ts';
export * from './console-charges.ts';
export * from './console-invoices.ts';
export * from './console-partners.ts';
export {
  type TableCursor,
  type TablePage,
  type TableRows,
  type TableSort,
  UnknownSortError,
} from './table-query.ts';
