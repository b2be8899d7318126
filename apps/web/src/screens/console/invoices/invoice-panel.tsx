'use client';

import type { InvoiceDetail } from '@peregrine/services';
import { formatPercent, formatQuantity, formatUnitPrice } from '@peregrine/ui';
import { SiteTime } from '@peregrine/ui/table';
import { useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { useTRPC } from '../../../trpc/client.tsx';
import { PaymentBadge } from '../panel/badges.tsx';
import { ConsoleLink } from '../panel/console-link.tsx';
import { cell, Fact, Facts, PanelSection, PanelTable } from '../panel/facts.tsx';
import { Id } from '../panel/ids.tsx';
import { Money } from '../panel/money.tsx';
import { RowPanel } from '../panel/row-panel.tsx';
import { REFRESH_MS } from '../table/row-pages.ts';
import { useWords } from '../table/use-words.ts';
import { Postings } from './postings.tsx';

/** One invoice: its lines, its VAT and all that was booked for its charge. */
export function InvoicePanel({
  id,
  onClose,
}: {
  readonly id: string;
  readonly onClose: () => void;
}) {
  const t = useTranslations('console');
  const trpc = useTRPC();
  const query = useQuery(
    trpc.console.invoices.view.queryOptions({ id }, { refetchInterval: REFRESH_MS }),
  );
  return (
    <RowPanel
      id={id}
      query={query}
      waitingTitle={t('charge.invoice')}
      title={(invoice) => <span className="tabular">{invoice.number}</span>}
      badge={(invoice) => <PaymentBadge state={invoice.paymentState} />}
      onClose={onClose}
    >
      {(invoice) => <InvoiceContent invoice={invoice} />}
    </RowPanel>
  );
}

function InvoiceContent({ invoice }: { readonly invoice: InvoiceDetail }) {
  const t = useTranslations('console');
  const locale = useLocale();
  const { timeZone, mailedAt } = invoice;
  return (
    <>
      <p className="tabular text-xl font-bold">
        <Money money={invoice.total} />
      </p>
      <PanelSection title={t('invoice.lines')}>
        <Lines invoice={invoice} />
      </PanelSection>
      <PanelSection title={t('invoice.vat')}>
        <VatLines invoice={invoice} />
      </PanelSection>
      <PanelSection title={t('invoice.postings')}>
        <Postings invoice={invoice} />
      </PanelSection>
      <PanelSection title={t('panel.facts')}>
        <Facts>
          <Fact label={t('column.charge')}>
            <ConsoleLink to="charges" id={invoice.chargeId}>
              {t('panel.toCharge')}
            </ConsoleLink>
          </Fact>
          <Fact label={t('column.driver')}>{invoice.driverEmail}</Fact>
          <Fact label={t('column.station')}>{invoice.stationName}</Fact>
          <Fact label={t('column.issued')}>
            <SiteTime at={invoice.issuedAt} timeZone={timeZone} locale={locale} seconds />
          </Fact>
          <Fact label={t('column.mailed')}>
            {mailedAt === undefined ? (
              <span className="text-muted">{t('invoice.notMailed')}</span>
            ) : (
              <SiteTime at={mailedAt} timeZone={timeZone} locale={locale} seconds />
            )}
          </Fact>
          <Fact label={t('column.number')}>
            <Id id={invoice.number} />
          </Fact>
        </Facts>
      </PanelSection>
    </>
  );
}

function Lines({ invoice }: { readonly invoice: InvoiceDetail }) {
  const t = useTranslations('console.invoice');
  const word = useWords();
  const locale = useLocale();
  return (
    <PanelTable
      label={t('lines')}
      head={[
        { label: t('line') },
        { label: t('quantity'), align: 'end' },
        { label: t('unitPrice'), align: 'end' },
        { label: t('lineTotal'), align: 'end' },
      ]}
    >
      {invoice.lines.map((line) => (
        <tr key={line.kind}>
          <th scope="row" className={cell()}>
            {word('dimensionName', line.kind)}
          </th>
          <td className={cell('end')}>
            {formatQuantity(line.quantity, locale, line.unit === 'kWh' ? 3 : 0)}{' '}
            {t(line.unit as 'kWh' | 'h' | 'charge')}
          </td>
          <td className={cell('end')}>
            {formatUnitPrice(line.unitPrice, line.total.currency, locale)}
          </td>
          <td className={cell('end')}>
            <Money money={line.total} />
          </td>
        </tr>
      ))}
      <tr>
        <th scope="row" colSpan={3} className={cell('start', 'border-b-0 font-semibold')}>
          {t('sum')}
        </th>
        <td className={cell('end', 'border-b-0 font-semibold')}>
          <Money money={invoice.total} />
        </td>
      </tr>
    </PanelTable>
  );
}

function VatLines({ invoice }: { readonly invoice: InvoiceDetail }) {
  const t = useTranslations('console.invoice');
  const locale = useLocale();
  return (
    <PanelTable
      label={t('vat')}
      head={[
        { label: t('rate') },
        { label: t('net'), align: 'end' },
        { label: t('vat'), align: 'end' },
        { label: t('gross'), align: 'end' },
      ]}
    >
      {invoice.vatLines.map(({ percent, net, vat, gross }) => (
        <tr key={percent}>
          <th scope="row" className={cell()}>
            {formatPercent(percent, locale)}
          </th>
          {[net, vat, gross].map((money, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: always the same three.
            <td key={index} className={cell('end')}>
              <Money money={money} />
            </td>
          ))}
        </tr>
      ))}
    </PanelTable>
  );
}
