import type { TablePage, TableRows } from '@peregrine/db';
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

/** Reads a table's query; a cursor that is not ours is refused as invalid-input. */
export function readQuery(query: TableQuery): TablePage {
  const limit = Math.trunc(query.limit ?? DEFAULT_LIMIT);
  return {
    search: query.search,
    filter: query.filter === '' ? undefined : query.filter,
    after: query.cursor === undefined ? undefined : readCursor(query.cursor),
    limit: Math.min(MOST_ROWS, Math.max(1, limit)),
  };
}

export function toPage<Row, View>(
  { rows, totalCount, next }: TableRows<Row>,
  toView: (row: Row) => View,
): Page<View> {
  const nextCursor = next && Buffer.from(JSON.stringify([next.key, next.id])).toString('base64url');
  return { items: rows.map(toView), totalCount, ...(nextCursor && { nextCursor }) };
}

function readCursor(cursor: string): NonNullable<TablePage['after']> {
  try {
    const [key, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    if (typeof key === 'string' && typeof id === 'string' && UUID.test(id)) return { key, id };
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
  }
  throw new ServiceError('invalid-input', 'This page is not known.', { field: 'cursor' });
}
