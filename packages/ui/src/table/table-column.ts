import type { ReactNode } from 'react';

/** A column of a console table. */
export type TableColumn<Row> = {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** Controls that stand beside the first cell's link, such as one that copies. */
  readonly beside?: (row: Row) => ReactNode;
  /** Numbers and money stand at the end, so that their digits line up. */
  readonly align?: 'start' | 'end';
  /** The server's name for ordering by it, and which way a first press goes. */
  readonly sort?: { readonly key: string; readonly first: 'asc' | 'desc' };
  /** Left out until the reader chooses it. */
  readonly optional?: boolean;
};

/** A row where there is no room for columns. */
export type RowSummary = {
  readonly title: ReactNode;
  readonly subtitle: ReactNode;
  readonly value?: ReactNode;
  readonly badge?: ReactNode;
};

/** `total` upwards, `-total` downwards; undefined is the table's own order. */
export type SortText = string | undefined;
