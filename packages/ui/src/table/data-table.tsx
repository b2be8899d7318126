'use client';

import {
  type Column,
  type ColumnDef,
  columnVisibilityFeature,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react';
import { type MouseEvent, type ReactNode, useMemo } from 'react';
import { classNames } from '../class-names.ts';
import { Skeleton } from '../states.tsx';
import { readSorting, writeSorting } from './sort-text.ts';
import type { SortText, TableColumn } from './table-column.ts';

const features = tableFeatures({ columnVisibilityFeature, rowSortingFeature });

export type ColumnVisibility = Readonly<Record<string, boolean>>;

export type DataTableProps<Row> = {
  /** Says what the table holds, for screen readers. */
  readonly caption: string;
  readonly columns: readonly TableColumn<Row>[];
  readonly rows: readonly Row[] | undefined;
  readonly visibility: ColumnVisibility;
  readonly sort: SortText;
  readonly onSort: (sort: SortText) => void;
  readonly openId: string | undefined;
  readonly onOpen: (id: string) => void;
  readonly hrefOf: (id: string) => string;
};

/**
 * A dense table; the server orders, the reader chooses columns, a row opens by its first cell's link
 * or by a click anywhere in it. Without rows yet it shows where they will be.
 */
export function DataTable<Row extends { readonly id: string }>(props: DataTableProps<Row>) {
  const { columns, rows, visibility, sort, onSort, openId } = props;
  const defs = useMemo(() => columnDefs(columns), [columns]);
  const data = useMemo(() => [...(rows ?? [])], [rows]);
  const sorting = useMemo(() => readSorting(columns, sort), [columns, sort]);
  const columnVisibility = useMemo(() => ({ ...visibility }), [visibility]);
  const table = useTable<typeof features, Row>({
    features,
    columns: defs,
    data,
    getRowId: (row) => row.id,
    manualSorting: true,
    enableMultiSort: false,
    state: { sorting, columnVisibility },
    onSortingChange: (change) =>
      onSort(writeSorting(columns, typeof change === 'function' ? change(sorting) : change)),
  });
  const alignOf = (id: string) =>
    columns.find((column) => column.id === id)?.align === 'end' ? 'text-right' : 'text-left';
  const shown = table.getVisibleLeafColumns();
  return (
    <table className="w-full border-separate border-spacing-0 text-sm" aria-busy={!rows}>
      <caption className="sr-only">{props.caption}</caption>
      <thead>
        {table.getHeaderGroups().map((group) => (
          <tr key={group.id}>
            {group.headers.map((header) => (
              <th
                key={header.id}
                scope="col"
                aria-sort={ariaSort(header.column)}
                className={classNames(
                  'sticky top-0 z-10 h-10 border-b border-line bg-ground px-2.5 text-xs font-semibold',
                  'whitespace-nowrap text-muted first:left-0 first:z-20 first:pl-4 last:pr-4',
                  alignOf(header.column.id),
                )}
              >
                <HeaderLabel
                  column={header.column}
                  label={String(header.column.columnDef.header)}
                />
              </th>
            ))}
          </tr>
        ))}
      </thead>
      <tbody>
        {!rows && <SkeletonRows columns={shown.map((column) => alignOf(column.id))} />}
        {table.getRowModel().rows.map((row) => (
          <tr
            key={row.id}
            data-row={row.id}
            data-open={row.id === openId || undefined}
            onClick={(event) => openRow(event, () => props.onOpen(row.id))}
            className="group"
          >
            {row.getVisibleCells().map((cell, index) => (
              <td
                key={cell.id}
                className={classNames(
                  'h-10 max-w-72 truncate border-b border-line bg-surface px-2.5 first:pl-4 last:pr-4',
                  'cursor-pointer group-focus-within:bg-row-hover group-hover:bg-row-hover',
                  'group-data-open:bg-row-open group-data-open:first:shadow-[inset_3px_0_var(--brand)]',
                  index === 0 && 'sticky left-0 z-[5]',
                  alignOf(cell.column.id),
                )}
              >
                {index === 0 ? (
                  <span className="flex items-center gap-0.5">
                    <RowLink {...props} id={row.id}>
                      <table.FlexRender cell={cell} />
                    </RowLink>
                    {columns[0]?.beside && (
                      <span className="opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100">
                        {columns[0].beside(row.original)}
                      </span>
                    )}
                  </span>
                ) : (
                  <table.FlexRender cell={cell} />
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function columnDefs<Row extends object>(
  columns: readonly TableColumn<Row>[],
): ColumnDef<typeof features, Row>[] {
  return columns.map(({ id, header, cell, sort }) => ({
    id,
    header,
    // Only a column with an accessor can be ordered by; the server does it, so any value will do.
    accessorFn: (row) => row,
    cell: ({ row }) => cell(row.original),
    enableSorting: sort !== undefined,
    sortDescFirst: sort?.first === 'desc',
  }));
}

/** A click on a control in the row is that control's; one that ends a text selection opens nothing. */
function openRow(event: MouseEvent<HTMLElement>, open: () => void): void {
  if (event.target instanceof Element && event.target.closest('a, button')) return;
  if (window.getSelection()?.toString()) return;
  open();
}

/** A link, so that a row opens in another tab too and is reached by Tab. */
function RowLink<Row>({
  id,
  hrefOf,
  onOpen,
  openId,
  children,
}: DataTableProps<Row> & { readonly id: string; readonly children: ReactNode }) {
  return (
    <a
      href={hrefOf(id)}
      data-row-link={id}
      aria-current={id === openId ? 'true' : undefined}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        onOpen(id);
      }}
      className="inline-block min-w-0 truncate leading-8 font-medium -outline-offset-2"
    >
      {children}
    </a>
  );
}

type AnyColumn<Row extends object> = Column<typeof features, Row>;

function ariaSort<Row extends object>(column: AnyColumn<Row>) {
  const sorted = column.getIsSorted();
  if (!column.getCanSort()) return undefined;
  return sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : 'none';
}

function HeaderLabel<Row extends object>({
  column,
  label,
}: {
  readonly column: AnyColumn<Row>;
  readonly label: string;
}) {
  if (!column.getCanSort()) return label;
  const sorted = column.getIsSorted();
  const Icon = sorted === 'asc' ? ArrowUp : sorted === 'desc' ? ArrowDown : ChevronsUpDown;
  return (
    <button
      type="button"
      onClick={column.getToggleSortingHandler()}
      className={classNames(
        '-mx-1.5 inline-flex h-8 items-center gap-1 rounded-control px-1.5 hover:bg-raised',
        sorted !== false && 'text-ink',
      )}
    >
      {label}
      <Icon aria-hidden="true" size={13} className={sorted === false ? 'opacity-60' : ''} />
    </button>
  );
}

const WIDTHS = ['w-3/4', 'w-1/2', 'w-2/3', 'w-5/6', 'w-3/5'];

function SkeletonRows({ columns }: { readonly columns: readonly string[] }) {
  return Array.from({ length: 14 }, (_, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all the same and never move.
    <tr key={row}>
      {columns.map((align, index) => (
        <td
          // biome-ignore lint/suspicious/noArrayIndexKey: as above.
          key={index}
          className="h-10 min-w-24 border-b border-line bg-surface px-2.5 first:pl-4"
        >
          <Skeleton
            className={classNames(
              'h-3.5',
              WIDTHS[(row * 3 + index * 2) % WIDTHS.length],
              align === 'text-right' && 'ml-auto',
            )}
          />
        </td>
      ))}
    </tr>
  ));
}
