'use client';

import type { ChargeRow } from '@peregrine/services';
import {
  Badge,
  Button,
  buttonClass,
  EmptyState,
  formatDate,
  formatEnergy,
  formatMoney,
  formatMonth,
  formatTime,
  Notice,
} from '@peregrine/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ChevronRight, Zap } from 'lucide-react';
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { useTRPCClient } from '../../trpc/client.tsx';
import { refusalFrom } from '../../trpc/refusal.ts';
import { hasReceipt, isUnderWay } from './charge-kind.ts';

/** How many charges the history shows at a time. */
const PAGE = 20;

/** A driver's charges by month, newest first; `first` is the first page. */
export function HistoryScreen({ first }: { readonly first: readonly ChargeRow[] }) {
  const t = useTranslations();
  const locale = useLocale();
  const history = useHistory(first);
  const charges = history.data.pages.flat();
  const months = Object.groupBy(charges, (it) => formatMonth(it.startedAt, it.timeZone, locale));
  return (
    <div className="mx-auto flex w-full max-w-2xl flex-col gap-6 px-4 py-6">
      <h1 className="text-xl font-bold">{t('history.title')}</h1>
      {charges.length === 0 && (
        <EmptyState
          icon={Zap}
          title={t('history.emptyTitle')}
          action={
            <Link href="/" className={buttonClass('primary')}>
              {t('history.find')}
            </Link>
          }
        >
          {t('history.empty')}
        </EmptyState>
      )}
      {Object.entries(months).map(([month, rows = []]) => (
        <section key={month} className="flex flex-col gap-2">
          <h2 className="text-sm font-semibold text-muted">{month}</h2>
          <ul className="overflow-hidden rounded-sheet border border-line bg-surface">
            {rows.map((charge) => (
              <li key={charge.id} className="border-line not-last:border-b">
                <HistoryRow charge={charge} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      {history.isFetchNextPageError && (
        <div role="alert">
          <Notice tone="bad">{t(`refusals.${refusalFrom(history.error).code}`)}</Notice>
        </div>
      )}
      {history.hasNextPage && (
        <Button busy={history.isFetchingNextPage} onClick={() => history.fetchNextPage()}>
          {t('history.more')}
        </Button>
      )}
    </div>
  );
}

function useHistory(first: readonly ChargeRow[]) {
  const client = useTRPCClient();
  return useInfiniteQuery({
    queryKey: ['history'],
    queryFn: ({ pageParam }): Promise<readonly ChargeRow[]> =>
      client.charges.list.query({ limit: PAGE, ...(pageParam && { before: pageParam }) }),
    initialPageParam: '',
    getNextPageParam: (page) => (page.length < PAGE ? undefined : page.at(-1)?.id),
    initialData: { pages: [first], pageParams: [''] },
  });
}

function HistoryRow({ charge }: { readonly charge: ChargeRow }) {
  const t = useTranslations('charge');
  const locale = useLocale();
  const { startedAt, timeZone, word } = charge;
  const href = hasReceipt(word) ? `/charges/${charge.id}/receipt` : `/charges/${charge.id}`;
  return (
    <Link
      href={href}
      className="flex min-h-16 items-center gap-3 px-4 py-3 hover:bg-raised focus-visible:outline-offset-[-3px]"
    >
      <span className="min-w-0 grow">
        <span className="block truncate font-semibold">{charge.stationName}</span>
        <span className="tabular block truncate text-sm text-muted">
          {formatDate(startedAt, timeZone, locale)}, {formatTime(startedAt, timeZone, locale)}
          {charge.city && ` · ${charge.city}`}
        </span>
        {word !== 'paid' && (
          <Badge
            tone={isUnderWay(word) ? 'good' : word === 'payment-open' ? 'check' : 'neutral'}
            className="mt-1"
          >
            {t(`word.${word}`)}
          </Badge>
        )}
      </span>
      <span className="tabular flex shrink-0 flex-col items-end">
        {charge.total && <span className="font-semibold">{formatMoney(charge.total, locale)}</span>}
        {charge.energyKwh && (
          <span className="text-sm text-muted">{formatEnergy(charge.energyKwh, locale)}</span>
        )}
      </span>
      <ChevronRight aria-hidden="true" size={18} className="shrink-0 text-muted" />
    </Link>
  );
}
