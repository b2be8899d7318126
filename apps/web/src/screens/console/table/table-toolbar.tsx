'use client';

import {
  ColumnMenu,
  type ColumnVisibility,
  FilterChips,
  type FilterOption,
} from '@peregrine/ui/table';
import { TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { RefObject } from 'react';
import type { RowPages } from './row-pages.ts';
import { SearchField } from './search-field.tsx';
import { Shortcuts } from './shortcuts.tsx';
import type { TableViewControl } from './use-table-view.ts';

type Columns = {
  readonly all: readonly { readonly id: string; readonly header: string }[];
  readonly visibility: ColumnVisibility;
  readonly onChange: (visibility: ColumnVisibility) => void;
};

/** Above a table: its name and how many rows match, the search, the filters, the columns. */
export function TableToolbar<Row>({
  name,
  search,
  view,
  filters,
  pages,
  columns,
}: {
  readonly name: 'partners' | 'cdrs' | 'charges' | 'invoices';
  readonly search: RefObject<HTMLInputElement | null>;
  readonly view: TableViewControl;
  readonly filters: readonly FilterOption[];
  readonly pages: RowPages<Row>;
  readonly columns: Columns;
}) {
  const t = useTranslations('console');
  return (
    <div className="flex shrink-0 flex-col gap-2.5 border-b border-line px-4 pt-3 pb-2.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h1 className="text-lg font-bold">{t(name)}</h1>
        <p role="status" className="tabular text-sm text-muted">
          {pages.rows && t('table.count', { count: pages.totalCount })}
        </p>
        <div className="flex grow items-center justify-end gap-2">
          <Shortcuts />
          <ColumnMenu
            label={t('table.columns')}
            columns={columns.all}
            visibility={columns.visibility}
            onChange={columns.onChange}
          />
        </div>
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1.5">
        <SearchField
          input={search}
          value={view.search}
          onChange={(text) => view.change({ search: text })}
          placeholder={t(`searchIn.${name}`)}
        />
        <div className="max-w-full min-w-0">
          <FilterChips
            label={t('table.filter')}
            options={[{ value: '', label: t('table.all') }, ...filters]}
            value={view.filter}
            onChange={(filter) => view.change({ filter })}
          />
        </div>
      </div>
      {pages.failed && pages.rows && (
        <p role="status" className="flex items-center gap-2 text-sm text-check">
          <TriangleAlert aria-hidden="true" size={16} className="shrink-0" />
          {t('table.stale')}
          <button type="button" onClick={pages.retry} className="min-h-6 font-semibold underline">
            {t('table.retry')}
          </button>
        </p>
      )}
    </div>
  );
}
