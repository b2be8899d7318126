'use client';

import type { ConsoleChargeDetail } from '@peregrine/services';
import { SiteTime } from '@peregrine/ui/table';
import { useLocale, useTranslations } from 'next-intl';
import { cell, Nothing, PanelTable } from '../panel/facts.tsx';
import { Money } from '../panel/money.tsx';
import { useWords } from '../table/use-words.ts';

const colours: Readonly<Record<string, string>> = {
  failed: 'text-out-of-order font-semibold',
  pending: 'text-in-use',
};

/** Every attempt at the payment provider, oldest first. */
export function Payments({ charge }: { readonly charge: ConsoleChargeDetail }) {
  const t = useTranslations('console');
  const word = useWords();
  const locale = useLocale();
  if (charge.payments.length === 0) return <Nothing>{t('charge.noPayments')}</Nothing>;
  return (
    <PanelTable
      label={t('charge.payments')}
      head={[
        { label: t('column.payment') },
        { label: t('column.state') },
        { label: t('charge.at') },
        { label: t('charge.amount'), align: 'end' },
      ]}
    >
      {charge.payments.map((payment) => (
        <tr key={payment.id}>
          <th scope="row" className={cell()}>
            {word('paymentKind', payment.kind)}
          </th>
          <td className={cell('start', colours[payment.state])}>
            {word('attemptState', payment.state)}
            {payment.failureCode !== undefined && (
              <span className="block font-mono text-xs font-normal">{payment.failureCode}</span>
            )}
          </td>
          <td className={cell('start', 'whitespace-nowrap')}>
            <SiteTime at={payment.createdAt} timeZone={charge.timeZone} locale={locale} />
          </td>
          <td className={cell('end')}>
            <Money money={payment.amount} />
          </td>
        </tr>
      ))}
    </PanelTable>
  );
}
