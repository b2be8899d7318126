'use client';

import type { InvoiceRow } from '@peregrine/services';
import { SiteTime, type TableColumn } from '@peregrine/ui/table';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { ReceiptText } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useTRPC } from '../../../trpc/client.tsx';
import { PaymentBadge } from '../panel/badges.tsx';
import { CopyId } from '../panel/ids.tsx';
import { Money } from '../panel/money.tsx';
import { ConsoleTable } from '../table/console-table.tsx';
import { REFRESH_MS, rowPages } from '../table/row-pages.ts';
import { queryOf } from '../table/table-url.ts';
import { useTableView } from '../table/use-table-view.ts';
import { useWords } from '../table/use-words.ts';
import { InvoicePanel } from './invoice-panel.tsx';

const FILTERS = ['open', 'paid'];

/** What drivers were billed, and whether it was paid. */
export function InvoicesScreen() {
  const trpc = useTRPC();
  const word = useWords();
  const columns = useInvoiceColumns();
  const view = useTableView(FILTERS);
  const query = useInfiniteQuery(
    trpc.console.invoices.list.infiniteQueryOptions(queryOf(view), {
      getNextPageParam: (page) => page.nextCursor,
      refetchInterval: REFRESH_MS,
      placeholderData: keepPreviousData,
    }),
  );
  return (
    <ConsoleTable
      name="invoices"
      icon={ReceiptText}
      columns={columns}
      filters={FILTERS.map((value) => ({ value, label: word('paymentState', value) }))}
      view={view}
      pages={rowPages(query)}
      panel={view.open && <InvoicePanel id={view.open} onClose={view.close} />}
      summaryOf={(invoice) => ({
        title: invoice.number,
        value: <Money money={invoice.total} />,
        subtitle: (
          <>
            <InvoiceTime invoice={invoice} /> · {invoice.driverEmail}
          </>
        ),
        badge: <PaymentBadge state={invoice.paymentState} />,
      })}
    />
  );
}

function InvoiceTime({
  invoice,
  at = invoice.issuedAt,
}: {
  readonly invoice: InvoiceRow;
  readonly at?: InvoiceRow['issuedAt'];
}) {
  return <SiteTime at={at} timeZone={invoice.timeZone} locale={useLocale()} short />;
}

function useInvoiceColumns(): readonly TableColumn<InvoiceRow>[] {
  const t = useTranslations('console.column');
  const notMailed = useTranslations('console.invoice')('notMailed');
  return useMemo(
    () => [
      {
        id: 'number',
        header: t('number'),
        sort: { key: 'number', first: 'desc' },
        cell: (invoice) => <span className="tabular">{invoice.number}</span>,
        beside: (invoice) => <CopyId id={invoice.number} />,
      },
      {
        id: 'payment',
        header: t('payment'),
        cell: (invoice) => <PaymentBadge state={invoice.paymentState} />,
      },
      {
        id: 'total',
        header: t('total'),
        align: 'end',
        sort: { key: 'total', first: 'desc' },
        cell: (invoice) => <Money money={invoice.total} />,
      },
      {
        id: 'vat',
        header: t('vat'),
        align: 'end',
        cell: (invoice) => <Money money={invoice.vat} />,
      },
      {
        id: 'issued',
        header: t('issued'),
        sort: { key: 'issued', first: 'desc' },
        cell: (invoice) => <InvoiceTime invoice={invoice} />,
      },
      {
        id: 'driver',
        header: t('driver'),
        sort: { key: 'driver', first: 'asc' },
        cell: (invoice) => invoice.driverEmail,
      },
      { id: 'station', header: t('station'), cell: (invoice) => invoice.stationName },
      {
        id: 'mailed',
        header: t('mailed'),
        cell: (invoice) =>
          invoice.mailedAt ? (
            <InvoiceTime invoice={invoice} at={invoice.mailedAt} />
          ) : (
            <span className="text-muted">{notMailed}</span>
          ),
      },
    ],
    [t, notMailed],
  );
}
