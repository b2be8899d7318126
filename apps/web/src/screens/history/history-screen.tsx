import type { ChargeRow } from '@peregrine/services';
import {
  Badge,
  buttonClass,
  EmptyState,
  formatDate,
  formatEnergy,
  formatMoney,
  formatMonth,
  formatTime,
} from '@peregrine/ui';
import { ChevronRight, Zap } from 'lucide-react';
import Link from 'next/link';
import { getLocale, getTranslations } from 'next-intl/server';
import { hasReceipt, isUnderWay } from './charge-kind.ts';

/** A driver's charges by month, newest first. */
export async function HistoryScreen({ charges }: { readonly charges: readonly ChargeRow[] }) {
  const t = await getTranslations('history');
  const locale = await getLocale();
  const months = Object.groupBy(charges, (it) => formatMonth(it.startedAt, it.timeZone, locale));
  return (
    <div className="mx-auto flex w-full max-w-2xl flex-col gap-6 px-4 py-6">
      <h1 className="text-xl font-bold">{t('title')}</h1>
      {charges.length === 0 && (
        <EmptyState
          icon={Zap}
          title={t('emptyTitle')}
          action={
            <Link href="/" className={buttonClass('primary')}>
              {t('find')}
            </Link>
          }
        >
          {t('empty')}
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
    </div>
  );
}

async function HistoryRow({ charge }: { readonly charge: ChargeRow }) {
  const t = await getTranslations('charge');
  const locale = await getLocale();
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
