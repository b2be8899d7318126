/** What a table of the console asks for; `after` is where the last page ended. */
export type TablePage = {
  readonly search: string | undefined;
  readonly filter: string | undefined;
  readonly after: TableCursor | undefined;
  readonly limit: number;
};

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
