'use client';

import type { ConsoleChargeRow } from '@peregrine/services';
import { formatEnergy } from '@peregrine/ui';
import { SiteTime, type TableColumn } from '@peregrine/ui/table';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Zap } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useTRPC } from '../../../trpc/client.tsx';
import { AttentionBadge, ChargeWordBadge } from '../panel/badges.tsx';
import { Id } from '../panel/ids.tsx';
import { Money, NotKnown } from '../panel/money.tsx';
import { ConsoleTable } from '../table/console-table.tsx';
import { REFRESH_MS, rowPages } from '../table/row-pages.ts';
import { queryOf } from '../table/table-url.ts';
import { useTableView } from '../table/use-table-view.ts';
import { useWords } from '../table/use-words.ts';
import { ChargePanel } from './charge-panel.tsx';

const FILTERS = [
  'attention',
  'charging',
  'awaiting-record',
  'billed',
  'open',
  'paid',
  'void',
] as const;

/** All charges of all drivers, however they began. */
export function ChargesScreen() {
  const t = useTranslations('console.settlement');
  const trpc = useTRPC();
  const columns = useChargeColumns();
  const view = useTableView(FILTERS);
  const query = useInfiniteQuery(
    trpc.console.charges.list.infiniteQueryOptions(queryOf(view), {
      getNextPageParam: (page) => page.nextCursor,
      refetchInterval: REFRESH_MS,
      placeholderData: keepPreviousData,
    }),
  );
  return (
    <ConsoleTable
      name="charges"
      icon={Zap}
      columns={columns}
      filters={FILTERS.map((value) => ({ value, label: t(value) }))}
      view={view}
      pages={rowPages(query)}
      panel={view.open && <ChargePanel id={view.open} onClose={view.close} />}
      summaryOf={(charge) => ({
        title: charge.stationName,
        value: charge.total && <Money money={charge.total} />,
        subtitle: (
          <>
            <ChargeTime charge={charge} /> · {charge.driverEmail}
          </>
        ),
        badge: charge.attention ? (
          <AttentionBadge attention={charge.attention} />
        ) : (
          <ChargeWordBadge word={charge.word} />
        ),
      })}
    />
  );
}

function ChargeTime({ charge }: { readonly charge: ConsoleChargeRow }) {
  return <SiteTime at={charge.createdAt} timeZone={charge.timeZone} locale={useLocale()} short />;
}

function useChargeColumns(): readonly TableColumn<ConsoleChargeRow>[] {
  const t = useTranslations('console.column');
  const locale = useLocale();
  return useMemo(
    () => [
      { id: 'station', header: t('station'), cell: (charge) => charge.stationName },
      {
        id: 'state',
        header: t('state'),
        cell: (charge) => <ChargeWordBadge word={charge.word} />,
      },
      {
        id: 'driver',
        header: t('driver'),
        sort: { key: 'driver', first: 'asc' },
        cell: (charge) => charge.driverEmail,
      },
      {
        id: 'energy',
        header: t('energy'),
        align: 'end',
        cell: ({ energyKwh }) =>
          energyKwh === undefined ? (
            <NotKnown />
          ) : (
            <span className="tabular">{formatEnergy(energyKwh, locale, 3)}</span>
          ),
      },
      {
        id: 'total',
        header: t('total'),
        align: 'end',
        sort: { key: 'total', first: 'desc' },
        cell: (charge) => <Money money={charge.total} />,
      },
      {
        id: 'created',
        header: t('created'),
        sort: { key: 'created', first: 'desc' },
        cell: (charge) => <ChargeTime charge={charge} />,
      },
      {
        id: 'attention',
        header: t('attention'),
        cell: ({ attention }) =>
          attention ? (
            <AttentionBadge attention={attention} />
          ) : (
            <span className="text-muted">–</span>
          ),
      },
      { id: 'partner', header: t('partner'), cell: (charge) => charge.partnerName },
      {
        id: 'origin',
        header: t('origin'),
        cell: ({ origin }) => <Origin origin={origin} />,
        optional: true,
      },
      { id: 'charge', header: t('charge'), cell: ({ id }) => <Id id={id} short />, optional: true },
    ],
    [t, locale],
  );
}

function Origin({ origin }: { readonly origin: string }) {
  return useWords()('origin', origin);
}
