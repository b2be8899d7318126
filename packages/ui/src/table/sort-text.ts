import type { SortingState } from '@tanstack/react-table';
import type { SortText, TableColumn } from './table-column.ts';

type SortColumn = Pick<TableColumn<never>, 'id' | 'sort'>;

/** The order of the URL as the table's state; an order that no column has is none. */
export function readSorting(columns: readonly SortColumn[], sort: SortText): SortingState {
  if (!sort) return [];
  const desc = sort.startsWith('-');
  const key = desc ? sort.slice(1) : sort;
  const column = columns.find((it) => it.sort?.key === key);
  return column ? [{ id: column.id, desc }] : [];
}

export function writeSorting(columns: readonly SortColumn[], sorting: SortingState): SortText {
  const [first] = sorting;
  const key = columns.find((it) => it.id === first?.id)?.sort?.key;
  if (!first || key === undefined) return undefined;
  return first.desc ? `-${key}` : key;
}
