'use client';

import type { ReceiptView } from '@peregrine/services';
import {
  Badge,
  Button,
  buttonClass,
  Card,
  formatDateTime,
  formatDuration,
  formatEnergy,
  formatMoney,
  Notice,
  Row,
} from '@peregrine/ui';
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, CreditCard, Printer } from 'lucide-react';
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { useTRPC } from '../../trpc/client.tsx';
import { brandName } from '../start/card-choice.tsx';
import { EstimateCard } from './estimate-card.tsx';
import { HowComputed } from './how-computed.tsx';
import { LinesTable, VatTable } from './money-tables.tsx';
import { paymentStanding } from './payment-standing.ts';

/** The receipt as issued: total, lines that add up, VAT, place and time, seller. */
export function ReceiptScreen({
  chargeId,
  initial,
}: {
  readonly chargeId: string;
  readonly initial: ReceiptView;
}) {
  const t = useTranslations();
  const locale = useLocale();
  const trpc = useTRPC();
  const { data: receipt } = useQuery({
    ...trpc.receipts.view.queryOptions({ chargeId }),
    initialData: initial,
    // The document never changes; how it is paid does, a moment after it was issued.
    refetchInterval: ({ state }) => (state.data?.payment.state === 'paid' ? false : 2_000),
  });
  const standing = paymentStanding(receipt.payment);
  const { station } = receipt;
  return (
    <article
      data-document
      className="mx-auto flex w-full max-w-xl flex-col gap-4 px-4 py-4 print:max-w-none print:gap-3"
    >
      <header className="flex items-center justify-between" data-screen-only>
        <Link
          href="/charges"
          className="-ml-2 flex h-11 w-fit items-center gap-1.5 rounded-control px-2 text-sm font-semibold text-brand hover:bg-raised"
        >
          <ArrowLeft aria-hidden="true" size={18} />
          {t('history.title')}
        </Link>
        <Button onClick={() => window.print()} className="px-3 text-sm">
          <Printer aria-hidden="true" size={16} />
          {t('receipt.print')}
        </Button>
      </header>
      <Card className="flex flex-col gap-4">
        <div className="flex items-start justify-between gap-3">
          <div>
            <h1 className="text-sm font-semibold">
              {t('receipt.number', { number: receipt.invoiceNumber })}
            </h1>
            <p className="text-sm text-muted">
              {t('receipt.issued', {
                time: formatDateTime(receipt.issuedAt, station.timeZone, locale),
              })}
            </p>
          </div>
          <Badge
            role="status"
            tone={standing === 'paid' ? 'good' : standing === 'open' ? 'check' : 'neutral'}
            className="h-8 px-3"
          >
            {t(`receipt.${standing}`)}
          </Badge>
        </div>
        <div>
          <p className="text-sm text-muted">{t('receipt.total')}</p>
          <p className="tabular text-2xl font-bold">{formatMoney(receipt.total, locale)}</p>
          <Payment payment={receipt.payment} />
        </div>
        <LinesTable lines={receipt.lines} total={receipt.total} />
        <VatTable vat={receipt.vat} />
        <p className="text-xs text-muted">{t('receipt.rounding')}</p>
      </Card>
      <HowComputed receipt={receipt} />
      <EstimateCard receipt={receipt} />
      <PlaceCard receipt={receipt} />
      <PartiesCard receipt={receipt} />
    </article>
  );
}

function Payment({ payment }: { readonly payment: ReceiptView['payment'] }) {
  const t = useTranslations('receipt');
  const locale = useLocale();
  const standing = paymentStanding(payment);
  if (standing === 'collecting') {
    return <p className="text-sm text-muted">{t('collectingNote')}</p>;
  }
  if (standing === 'open') {
    return (
      <div className="mt-2">
        <Notice tone="check" icon={CreditCard}>
          <p>{t('openNote')}</p>
          <a href={payment.paymentUrl} className={buttonClass('primary', 'mt-2 w-fit')}>
            {t('pay')}
          </a>
        </Notice>
      </div>
    );
  }
  const { card, captured } = payment;
  return (
    <p className="text-sm text-muted">
      {card && t('paidWith', { brand: brandName(card.brand), last4: card.last4 })}
      {card && captured && ' · '}
      {captured && t('captured', { amount: formatMoney(captured, locale) })}
    </p>
  );
}

function PlaceCard({ receipt }: { readonly receipt: ReceiptView }) {
  const t = useTranslations('receipt');
  const locale = useLocale();
  const { station, startedAt, endedAt } = receipt;
  const seconds = (Date.parse(endedAt) - Date.parse(startedAt)) / 1000;
  return (
    <Card>
      <h2 className="mb-1 font-semibold">{t('where')}</h2>
      <p>{station.name}</p>
      <p className="text-sm text-muted">
        {station.address}, {station.city}, {station.country}
      </p>
      <dl className="mt-2 text-sm">
        <Row label={t('operator')}>{station.operatorName}</Row>
        <Row label={t('point')}>{station.evseLabel}</Row>
        <Row label={t('energy')}>{formatEnergy(receipt.energyKwh, locale, 3)}</Row>
        <Row label={t('from')}>{formatDateTime(startedAt, station.timeZone, locale)}</Row>
        <Row label={t('to')}>{formatDateTime(endedAt, station.timeZone, locale)}</Row>
        <Row label={t('duration')}>{formatDuration(seconds)}</Row>
      </dl>
    </Card>
  );
}

function PartiesCard({ receipt }: { readonly receipt: ReceiptView }) {
  const t = useTranslations('receipt');
  const { seller, driver } = receipt;
  return (
    <Card className="grid gap-4 text-sm sm:grid-cols-2">
      <div>
        <h2 className="mb-1 font-semibold">{t('seller')}</h2>
        <p>{seller.name}</p>
        {seller.addressLines.map((line) => (
          <p key={line}>{line}</p>
        ))}
        <p className="text-muted">{t('vatId', { id: seller.vatId })}</p>
      </div>
      <div>
        <h2 className="mb-1 font-semibold">{t('driver')}</h2>
        {driver.name !== undefined && <p>{driver.name}</p>}
        <p className="break-all">{driver.email}</p>
      </div>
    </Card>
  );
}
