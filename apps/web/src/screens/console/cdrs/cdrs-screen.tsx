'use client';

import type { CdrRow } from '@peregrine/services';
import { formatEnergy } from '@peregrine/ui';
import { SiteTime, shortId, type TableColumn } from '@peregrine/ui/table';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { FileText } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useTRPC } from '../../../trpc/client.tsx';
import { CdrStateBadge, SeverityMark } from '../panel/badges.tsx';
import { CopyId } from '../panel/ids.tsx';
import { AmountDifference, ExactAmount } from '../panel/money.tsx';
import { ConsoleTable } from '../table/console-table.tsx';
import { REFRESH_MS, rowPages } from '../table/row-pages.ts';
import { queryOf } from '../table/table-url.ts';
import { useTableView } from '../table/use-table-view.ts';
import { useWords } from '../table/use-words.ts';
import { CdrPanel } from './cdr-panel.tsx';

const FILTERS = ['findings', 'disputed', 'held', 'tolerated', 'accepted', 'received', 'superseded'];

/** What partners claim for charges, and what their tariffs give. */
export function CdrsScreen() {
  const trpc = useTRPC();
  const word = useWords();
  const columns = useCdrColumns();
  const view = useTableView(FILTERS);
  const query = useInfiniteQuery(
    trpc.console.cdrs.list.infiniteQueryOptions(queryOf(view), {
      getNextPageParam: (page) => page.nextCursor,
      refetchInterval: REFRESH_MS,
      placeholderData: keepPreviousData,
    }),
  );
  return (
    <ConsoleTable
      name="cdrs"
      icon={FileText}
      columns={columns}
      filters={FILTERS.map((value) => ({ value, label: word('cdrState', value) }))}
      view={view}
      pages={rowPages(query)}
      panel={view.open && <CdrPanel id={view.open} onClose={view.close} />}
      summaryOf={(cdr) => ({
        title: <span className="font-mono text-sm">{shortId(cdr.cdrId)}</span>,
        value: <ExactAmount value={cdr.claimedExclTax} currency={cdr.currency} />,
        subtitle: (
          <>
            {cdr.stationName} · <CdrTime cdr={cdr} at={cdr.endedAt} />
          </>
        ),
        badge: (
          <span className="inline-flex items-center gap-2">
            {cdr.worstSeverity && (
              <SeverityMark severity={cdr.worstSeverity} count={cdr.findings} />
            )}
            <CdrStateBadge state={cdr.state} />
          </span>
        ),
      })}
    />
  );
}

function CdrTime({ cdr, at }: { readonly cdr: CdrRow; readonly at: CdrRow['endedAt'] }) {
  return <SiteTime at={at} timeZone={cdr.timeZone} locale={useLocale()} short />;
}

function useCdrColumns(): readonly TableColumn<CdrRow>[] {
  const t = useTranslations('console.column');
  const locale = useLocale();
  return useMemo(() => {
    const amount = (
      id: 'claimed' | 'computed' | 'claimedGross' | 'computedGross',
      of: (cdr: CdrRow) => CdrRow['computedExclTax'],
      rest: Partial<TableColumn<CdrRow>> = {},
    ): TableColumn<CdrRow> => ({
      id,
      header: t(id),
      align: 'end',
      cell: (cdr) => <ExactAmount value={of(cdr)} currency={cdr.currency} aligned />,
      ...rest,
    });
    const time = (
      id: 'started' | 'ended' | 'received',
      of: (cdr: CdrRow) => CdrRow['endedAt'],
      rest: Partial<TableColumn<CdrRow>> = {},
    ): TableColumn<CdrRow> => ({
      id,
      header: t(id),
      cell: (cdr) => <CdrTime cdr={cdr} at={of(cdr)} />,
      ...rest,
    });
    return [
      {
        id: 'cdrId',
        header: t('cdrId'),
        cell: ({ cdrId }) => (
          <span title={cdrId} className="font-mono text-xs">
            {shortId(cdrId)}
          </span>
        ),
        beside: ({ cdrId }) => <CopyId id={cdrId} />,
      },
      { id: 'state', header: t('state'), cell: (cdr) => <CdrStateBadge state={cdr.state} /> },
      {
        id: 'findings',
        header: t('findings'),
        sort: { key: 'findings', first: 'desc' },
        cell: (cdr) =>
          cdr.worstSeverity ? (
            <SeverityMark severity={cdr.worstSeverity} count={cdr.findings} />
          ) : (
            <span className="text-muted">0</span>
          ),
      },
      amount('claimed', (cdr) => cdr.claimedExclTax, { sort: { key: 'claimed', first: 'desc' } }),
      amount('computed', (cdr) => cdr.computedExclTax),
      {
        id: 'difference',
        header: t('difference'),
        align: 'end',
        sort: { key: 'difference', first: 'desc' },
        cell: (cdr) => (
          <AmountDifference
            claimed={cdr.claimedExclTax}
            computed={cdr.computedExclTax}
            currency={cdr.currency}
            aligned
          />
        ),
      },
      {
        id: 'energy',
        header: t('energy'),
        align: 'end',
        sort: { key: 'energy', first: 'desc' },
        cell: (cdr) => <span className="tabular">{formatEnergy(cdr.energyKwh, locale, 3)}</span>,
      },
      { id: 'party', header: t('party'), cell: (cdr) => cdr.party },
      time('ended', (cdr) => cdr.endedAt, { sort: { key: 'ended', first: 'desc' } }),
      { id: 'station', header: t('station'), cell: (cdr) => cdr.stationName },
      { id: 'partner', header: t('partner'), cell: (cdr) => cdr.partnerName, optional: true },
      amount('claimedGross', (cdr) => cdr.claimedInclTax, { optional: true }),
      amount('computedGross', (cdr) => cdr.computedInclTax, { optional: true }),
      time('started', (cdr) => cdr.startedAt, { optional: true }),
      time('received', (cdr) => cdr.receivedAt, {
        optional: true,
        sort: { key: 'received', first: 'desc' },
      }),
    ];
  }, [t, locale]);
}
