import type { Page } from '@peregrine/services';

/** How often tables and panels look again. */
export const REFRESH_MS = 6_000;

/** What a table shows of its pages, however far they were read. */
export type RowPages<Row> = {
  /** Absent until the first page is there. */
  readonly rows: readonly Row[] | undefined;
  readonly totalCount: number;
  readonly hasMore: boolean;
  readonly loadingMore: boolean;
  /** Rows of the last question stand while the answer to a new one is on its way. */
  readonly changing: boolean;
  readonly failed: boolean;
  readonly more: () => void;
  readonly retry: () => void;
};

/** The parts of an infinite query that a table needs. */
type PagesQuery<Row> = {
  readonly data: { readonly pages: readonly Page<Row>[] } | undefined;
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly isPlaceholderData: boolean;
  readonly isError: boolean;
  readonly failureCount: number;
  readonly fetchNextPage: () => Promise<unknown>;
  readonly refetch: () => Promise<unknown>;
};

/** A row that moved between two pages while they were read is shown once. */
export function rowPages<Row extends { readonly id: string }>(
  query: PagesQuery<Row>,
): RowPages<Row> {
  const byId = new Map(query.data?.pages.flatMap((page) => page.items.map((row) => [row.id, row])));
  return {
    rows: query.data && [...byId.values()],
    totalCount: query.data?.pages.at(-1)?.totalCount ?? 0,
    hasMore: query.hasNextPage,
    loadingMore: query.isFetchingNextPage,
    changing: query.isPlaceholderData,
    failed: query.isError || query.failureCount > 0,
    more: () => void query.fetchNextPage(),
    retry: () => void query.refetch(),
  };
}
