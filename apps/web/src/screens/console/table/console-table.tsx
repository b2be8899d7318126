'use client';

import { EmptyState, ErrorState } from '@peregrine/ui';
import {
  DataTable,
  type FilterOption,
  RowList,
  type RowSummary,
  type TableColumn,
  useMedia,
} from '@peregrine/ui/table';
import { type LucideIcon, SearchX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useRef } from 'react';
import { MoreRows } from './more-rows.tsx';
import type { RowPages } from './row-pages.ts';
import { SmallButton } from './small-button.tsx';
import { TableToolbar } from './table-toolbar.tsx';
import { useColumns } from './use-columns.ts';
import { useTableKeys } from './use-table-keys.ts';
import type { TableViewControl } from './use-table-view.ts';

export type ConsoleTableProps<Row extends { readonly id: string }> = {
  readonly name: 'partners' | 'cdrs' | 'charges' | 'invoices';
  readonly icon: LucideIcon;
  readonly columns: readonly TableColumn<Row>[];
  readonly summaryOf: (row: Row) => RowSummary;
  readonly filters: readonly FilterOption[];
  readonly view: TableViewControl;
  readonly pages: RowPages<Row>;
  /** What an open row shows beside the table. */
  readonly panel: ReactNode;
};

/** One of the console's tables with its search, filters and columns, and the panel of an open row. */
export function ConsoleTable<Row extends { readonly id: string }>(props: ConsoleTableProps<Row>) {
  const { name, columns, view, pages } = props;
  const t = useTranslations('console');
  const search = useRef<HTMLInputElement>(null);
  const wide = useMedia('(min-width: 48rem)');
  const [visibility, setVisibility] = useColumns(name, columns);
  useTableKeys({ ids: pages.rows?.map(({ id }) => id) ?? [], view, search });
  const shared = {
    rows: pages.rows,
    openId: view.open,
    onOpen: view.openRow,
    hrefOf: view.hrefOf,
  };
  const hasRows = pages.rows === undefined ? !pages.failed : pages.rows.length > 0;
  return (
    <div className="flex min-h-0 grow">
      <div className="flex min-w-0 grow flex-col">
        <TableToolbar
          name={name}
          search={search}
          view={view}
          filters={props.filters}
          pages={pages}
          columns={{ all: columns, visibility, onChange: setVisibility }}
        />
        <section
          aria-label={t(name)}
          aria-busy={pages.changing}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it.
          tabIndex={0}
          className="min-h-0 grow overflow-auto -outline-offset-2 aria-busy:opacity-60"
        >
          {hasRows && wide && (
            <DataTable
              {...shared}
              caption={t(name)}
              columns={columns}
              visibility={visibility}
              sort={view.sort}
              onSort={(sort) => view.change({ sort })}
            />
          )}
          {hasRows && !wide && <RowList {...shared} label={t(name)} summaryOf={props.summaryOf} />}
          {!hasRows && <NoRows {...props} />}
          <MoreRows pages={pages} />
        </section>
      </div>
      {view.open !== undefined && props.panel}
    </div>
  );
}

function NoRows<Row extends { readonly id: string }>({
  name,
  icon,
  view,
  pages,
}: ConsoleTableProps<Row>) {
  const t = useTranslations('console');
  if (pages.rows === undefined) {
    const again = <SmallButton onClick={pages.retry}>{t('table.retry')}</SmallButton>;
    return (
      <ErrorState title={t('table.failed')} action={again}>
        {t('table.failedText')}
      </ErrorState>
    );
  }
  if (view.search || view.filter) {
    const reset = (
      <SmallButton onClick={() => view.change({ search: '', filter: '' })}>
        {t('table.reset')}
      </SmallButton>
    );
    return (
      <EmptyState icon={SearchX} title={t('table.noMatch')} action={reset}>
        {t('table.noMatchText')}
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={icon} title={t(`empty.${name}.title`)}>
      {t(`empty.${name}.text`)}
    </EmptyState>
  );
}
