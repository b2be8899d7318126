'use client';

import type { MoneyText } from '@peregrine/domain';
import type { InvoiceDetail } from '@peregrine/services';
import { utcText } from '@peregrine/ui/table';
import { useTranslations } from 'next-intl';
import { cell, PanelTable } from '../panel/facts.tsx';
import { Money } from '../panel/money.tsx';

/** Double entry as it was booked: what is positive is debit, what is negative credit. */
export function Postings({ invoice }: { readonly invoice: InvoiceDetail }) {
  const t = useTranslations('console.invoice');
  return (
    <>
      <PanelTable
        label={t('postings')}
        head={[
          { label: t('account') },
          { label: t('debit'), align: 'end' },
          { label: t('credit'), align: 'end' },
        ]}
      >
        {invoice.postings.map(({ account, amount, at }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: postings are only ever appended.
          <tr key={index} title={utcText(at)}>
            <th scope="row" className={cell('start', 'font-mono text-xs break-all')}>
              {account}
            </th>
            <td className={cell('end')}>{!isCredit(amount) && <Money money={amount} />}</td>
            <td className={cell('end')}>
              {isCredit(amount) && <Money money={positive(amount)} />}
            </td>
          </tr>
        ))}
      </PanelTable>
      <p className="text-xs text-muted">{t('postingsNote')}</p>
    </>
  );
}

function isCredit({ amount }: MoneyText): boolean {
  return amount.startsWith('-');
}

function positive(money: MoneyText): MoneyText {
  return { ...money, amount: money.amount.slice(1) as MoneyText['amount'] };
}
