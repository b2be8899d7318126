import { type TablePage, type TableRows, type TableSort, UnknownSortError } from '@peregrine/db';
import type { Context } from '../context.ts';
import { ServiceError } from '../errors.ts';
import type { Page, TableQuery } from '../views/console.ts';

const DEFAULT_LIMIT = 50;
const MOST_ROWS = 200;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The console is for the eMSP's own people. */
export function checkStaff(ctx: Context): void {
  const { kind } = ctx.actor;
  if (kind === 'staff') return;
  if (kind === 'anonymous') throw new ServiceError('not-signed-in', 'Please sign in.');
  throw new ServiceError('not-allowed', 'This is for staff only.');
}

/** An id that cannot be one is not found, rather than an error of the database. */
export function checkId(id: string): string {
  if (!UUID.test(id)) throw new ServiceError('not-found', 'There is no such thing.');
  return id;
}

/** What was not there, where a row was asked for. */
export function found<T>(row: T | undefined): T {
  if (row === undefined) throw new ServiceError('not-found', 'There is no such thing.');
  return row;
}

/**
 * Lists a page of a table for a query. A cursor that is not of this order and an order that the
 * table does not have are refused as invalid-input.
 */
export async function listPage<Row, View>(
  query: TableQuery,
  list: (page: TablePage) => Promise<TableRows<Row>>,
  toView: (row: Row) => View,
): Promise<Page<View>> {
  const page = readQuery(query);
  try {
    return toPage(await list(page), query.sort ?? '', toView);
  } catch (error) {
    if (!(error instanceof UnknownSortError)) throw error;
    throw new ServiceError('invalid-input', 'This order is not known.', {
      field: 'sort',
      cause: error,
    });
  }
}

function readQuery(query: TableQuery): TablePage {
  const limit = Math.trunc(query.limit ?? DEFAULT_LIMIT);
  return {
    search: query.search,
    filter: query.filter === '' ? undefined : query.filter,
    sort: readSort(query.sort),
    after: query.cursor === undefined ? undefined : readCursor(query.cursor, query.sort ?? ''),
    limit: Math.min(MOST_ROWS, Math.max(1, limit)),
  };
}

/** `total` upwards, `-total` downwards. */
function readSort(sort: string | undefined): TableSort | undefined {
  if (sort === undefined || sort === '') return undefined;
  const descending = sort.startsWith('-');
  return { by: descending ? sort.slice(1) : sort, descending };
}

function toPage<Row, View>(
  { rows, totalCount, next }: TableRows<Row>,
  sort: string,
  toView: (row: Row) => View,
): Page<View> {
  const nextCursor =
    next && Buffer.from(JSON.stringify([next.key, next.id, sort])).toString('base64url');
  return { items: rows.map(toView), totalCount, ...(nextCursor && { nextCursor }) };
}

function readCursor(cursor: string, wished: string): NonNullable<TablePage['after']> {
  try {
    const [key, id, sort] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    const isOurs = typeof key === 'string' && typeof id === 'string' && UUID.test(id);
    if (isOurs && sort === wished) return { key, id };
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
  }
  throw new ServiceError('invalid-input', 'This page is not known.', { field: 'cursor' });
}
