import type { Tx } from '../client/open-database.ts';
import { runStatement } from '../client/run-statement.ts';

/** What a table of the console asks for; `after` is where the last page ended. */
export type TablePage = {
  readonly search: string | undefined;
  readonly filter: string | undefined;
  readonly sort: TableSort | undefined;
  readonly after: TableCursor | undefined;
  readonly limit: number;
};

/** What the rows are ordered by: a name that the table knows. */
export type TableSort = { readonly by: string; readonly descending: boolean };

/** A key that a table can be ordered by; never NULL, so that pages meet without a gap. */
export type SortKey = {
  readonly sql: string;
  readonly type: 'text' | 'numeric' | 'timestamptz';
};

/** Thrown where a table is asked for an order that it does not have. */
export class UnknownSortError extends Error {}

/** The sort key and id of the last row shown: pages stay true while rows are added. */
export type TableCursor = { readonly key: string; readonly id: string };

export type TableRows<Row> = {
  readonly rows: readonly Row[];
  readonly totalCount: number;
  readonly next?: TableCursor;
};

/** A table of the console as SQL. `matches` takes the search's pattern as `$1`, the filter as `$2`. */
export type Table = {
  readonly columns: string;
  readonly from: string;
  readonly matches: string;
  /** The rows without what only the columns need; `from` when absent. */
  readonly counted?: string;
  /** The id of a row, a uuid. */
  readonly id: string;
  readonly sorts: Readonly<Record<string, SortKey>>;
  readonly standard: TableSort;
};

type Keyed<Row> = Row & { readonly sortKey: string };

/** One page of a table's rows that match, and how many match in all. Throws `UnknownSortError`. */
export async function listTable<Row extends { readonly id: string }>(
  tx: Tx,
  table: Table,
  page: TablePage,
): Promise<TableRows<Omit<Keyed<Row>, 'sortKey'>>> {
  const match = [patternOf(page.search), page.filter ?? null];
  const { key, after, order } = orderRows(table.sorts, page.sort ?? table.standard, table.id);
  const rows = await runStatement<Keyed<Row>>(tx, {
    text: `SELECT ${table.columns}, ${key} AS "sortKey" FROM ${table.from} WHERE ${table.matches}
      AND ${after} ${order} LIMIT $5::int`,
    values: [...match, page.after?.key ?? null, page.after?.id ?? null, page.limit + 1],
  });
  const [matching] = await runStatement<{ count: number }>(tx, {
    text: `SELECT count(*)::int AS count FROM ${table.counted ?? table.from} WHERE ${table.matches}`,
    values: match,
  });
  return pageOf(rows, page.limit, matching?.count ?? 0);
}

/**
 * The clauses of one page in the wished order, ties by id: `key` is selected as `"sortKey"`; `after`
 * takes the cursor's key and id as `$3` and `$4`.
 */
function orderRows(
  keys: Readonly<Record<string, SortKey>>,
  sort: TableSort,
  id: string,
): { readonly key: string; readonly after: string; readonly order: string } {
  const chosen = Object.hasOwn(keys, sort.by) ? keys[sort.by] : undefined;
  if (!chosen) throw new UnknownSortError(`no order by ${sort.by}`);
  const [beyond, direction] = sort.descending ? ['<', 'DESC'] : ['>', 'ASC'];
  return {
    key: `(${chosen.sql})::text`,
    after: `($3::text IS NULL OR (${chosen.sql}, ${id}) ${beyond} ($3::${chosen.type}, $4::uuid))`,
    order: `ORDER BY ${chosen.sql} ${direction}, ${id} ${direction}`,
  };
}

/** A search text as an ILIKE pattern: what the person typed, anywhere, with nothing special in it. */
function patternOf(search: string | undefined): string | null {
  const text = search?.trim() ?? '';
  return text === '' ? null : `%${text.replace(/[\\%_]/g, (special) => `\\${special}`)}%`;
}

/** Cuts the one row that was read beyond the page, and says where the next one begins. */
function pageOf<Row extends { readonly id: string; readonly sortKey: string }>(
  rows: readonly Row[],
  limit: number,
  totalCount: number,
): TableRows<Omit<Row, 'sortKey'>> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const more = rows.length > limit && last;
  return {
    rows: shown.map(({ sortKey: _key, ...row }) => row),
    totalCount,
    ...(more && { next: { key: last.sortKey, id: last.id } }),
  };
}
