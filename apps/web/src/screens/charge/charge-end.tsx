'use client';

import type { MoneyText } from '@peregrine/domain';
import type { ChargeView } from '@peregrine/services';
import {
  buttonClass,
  Card,
  formatDuration,
  formatEnergy,
  formatMoney,
  Notice,
  Spinner,
} from '@peregrine/ui';
import { CreditCard, ReceiptText } from 'lucide-react';
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { BigEnergy, Figure } from './energy-panel.tsx';

/** What the charge came to, and what happens with it until the receipt is there. */
export function ChargeEnd({ charge }: { readonly charge: ChargeView }) {
  const t = useTranslations('charge');
  const locale = useLocale();
  const { live, total, word } = charge;
  if (word === 'nothing-charged') {
    return (
      <>
        <Notice title={t('word.nothing-charged')}>
          <p>{t('nothing')}</p>
        </Notice>
        <Link href="/" className={buttonClass('secondary')}>
          {t('tryOther')}
        </Link>
      </>
    );
  }
  return (
    <>
      <Card className="flex flex-col gap-4">
        <h2 className="sr-only">{t('endedTitle')}</h2>
        {total && <BigTotal total={total} label={t(word === 'paid' ? 'totalPaid' : 'total')} />}
        {live && !total && <BigEnergy energyKwh={live.energyKwh} label={t('energy')} />}
        <dl className="flex justify-around gap-3 border-t border-line pt-4 empty:hidden">
          {live && total && (
            <Figure label={t('energy')}>{formatEnergy(live.energyKwh, locale)}</Figure>
          )}
          {live && <Figure label={t('duration')}>{formatDuration(live.durationSeconds)}</Figure>}
          {charge.costSoFar && !total && (
            <Figure label={t('estimate')}>
              <span className="text-check">{formatMoney(charge.costSoFar, locale)}</span>
            </Figure>
          )}
        </dl>
        {word === 'awaiting-record' && (
          <p className="flex gap-3 border-t border-line pt-4 text-sm text-muted">
            <span className="mt-0.5 shrink-0">
              <Spinner />
            </span>
            {t('awaiting')}
          </p>
        )}
      </Card>
      {word === 'payment-open' && (
        <Notice tone="check" icon={CreditCard} title={t('payOpen')}>
          {charge.paymentUrl !== undefined && (
            <a href={charge.paymentUrl} className={buttonClass('secondary', 'mt-2 w-fit')}>
              {t('pay')}
            </a>
          )}
        </Notice>
      )}
      {charge.receiptReady && (
        <Link
          href={`/charges/${charge.id}/receipt`}
          className={buttonClass('primary', 'min-h-14 text-lg')}
        >
          <ReceiptText aria-hidden="true" size={22} />
          {t('receipt')}
        </Link>
      )}
    </>
  );
}

function BigTotal({ total, label }: { readonly total: MoneyText; readonly label: string }) {
  const locale = useLocale();
  return (
    <p className="flex flex-col-reverse items-center pt-2">
      <span className="text-sm text-muted">{label}</span>
      <span className="tabular text-2xl font-bold">{formatMoney(total, locale)}</span>
    </p>
  );
}
