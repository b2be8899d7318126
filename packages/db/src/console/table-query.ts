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

/**
 * The clauses of one page in the wished order, ties by id: `key` is selected as `"sortKey"`; `after`
 * takes the cursor's key and id as `$3` and `$4`.
 */
export function orderRows(
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

/** The sort key and id of the last row shown: pages stay true while rows are added. */
export type TableCursor = { readonly key: string; readonly id: string };

export type TableRows<Row> = {
  readonly rows: readonly Row[];
  readonly totalCount: number;
  readonly next?: TableCursor;
};

/** A search text as an ILIKE pattern: what the person typed, anywhere, with nothing special in it. */
export function patternOf(search: string | undefined): string | null {
  const text = search?.trim() ?? '';
  return text === '' ? null : `%${text.replace(/[\\%_]/g, (special) => `\\${special}`)}%`;
}

/** Cuts the one row that was read beyond the page, and says where the next one begins. */
export function pageOf<Row extends { readonly id: string; readonly sortKey: string }>(
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
