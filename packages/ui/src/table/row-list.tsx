'use client';

import type { ReactNode } from 'react';
import { classNames } from '../class-names.ts';
import { Skeleton } from '../states.tsx';
import type { RowSummary } from './table-column.ts';

/** The rows of a table where there is no room for columns: two lines each. */
export function RowList<Row extends { readonly id: string }>({
  label,
  rows,
  summaryOf,
  openId,
  onOpen,
  hrefOf,
}: {
  readonly label: string;
  readonly rows: readonly Row[] | undefined;
  readonly summaryOf: (row: Row) => RowSummary;
  readonly openId: string | undefined;
  readonly onOpen: (id: string) => void;
  readonly hrefOf: (id: string) => string;
}) {
  if (!rows) return <ListSkeleton />;
  return (
    <ul aria-label={label} className="border-t border-line bg-surface">
      {rows.map((row) => (
        <li key={row.id} className="border-b border-line">
          <a
            href={hrefOf(row.id)}
            data-row-link={row.id}
            aria-current={row.id === openId ? 'true' : undefined}
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey || event.shiftKey) return;
              event.preventDefault();
              onOpen(row.id);
            }}
            className="flex min-h-16 flex-col justify-center gap-1 px-4 py-2.5 -outline-offset-2 hover:bg-row-hover"
          >
            <SummaryLines {...summaryOf(row)} />
          </a>
        </li>
      ))}
    </ul>
  );
}

function SummaryLines({ title, subtitle, value, badge }: RowSummary) {
  return (
    <>
      <Line left={title} right={value} className="font-semibold" />
      <Line left={subtitle} right={badge} className="text-sm text-muted" />
    </>
  );
}

function Line({
  left,
  right,
  className,
}: {
  readonly left: ReactNode;
  readonly right: ReactNode;
  readonly className: string;
}) {
  return (
    <span className={classNames('flex items-center justify-between gap-3', className)}>
      <span className="min-w-0 truncate">{left}</span>
      {right !== undefined && <span className="tabular shrink-0 text-right">{right}</span>}
    </span>
  );
}

function ListSkeleton() {
  return (
    <div className="border-t border-line bg-surface" aria-busy="true">
      {['w-1/2', 'w-2/3', 'w-2/5', 'w-3/5', 'w-1/2', 'w-2/3', 'w-3/5'].map((width, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows never move.
          key={index}
          className="flex h-16 flex-col justify-center gap-2 border-b border-line px-4"
        >
          <Skeleton className={classNames('h-4', width)} />
          <Skeleton className="h-3 w-1/3" />
        </div>
      ))}
    </div>
  );
}
