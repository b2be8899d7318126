'use client';

import { SidePanel } from '@peregrine/ui/table';
import type { UseQueryResult } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { PanelBody } from './panel-body.tsx';

/** The panel of a table's open row: its title and state once they are known, then what it holds. */
export function RowPanel<Row>({
  id,
  query,
  waitingTitle,
  title,
  badge,
  onClose,
  children,
}: {
  readonly id: string;
  readonly query: UseQueryResult<Row, { readonly message: string }>;
  readonly waitingTitle: string;
  readonly title: (row: Row) => ReactNode;
  readonly badge: (row: Row) => ReactNode;
  readonly onClose: () => void;
  readonly children: (row: Row) => ReactNode;
}) {
  const t = useTranslations('console');
  const known = query.data !== undefined && (
    <span className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
      {title(query.data)}
      {badge(query.data)}
    </span>
  );
  return (
    <SidePanel
      shownId={id}
      title={known || waitingTitle}
      closeLabel={t('table.close')}
      onClose={onClose}
    >
      <PanelBody query={query}>{children}</PanelBody>
    </SidePanel>
  );
}
