'use client';

import type { PartnerDetail } from '@peregrine/services';
import { useNow } from '@peregrine/ui';
import { AgeTime } from '@peregrine/ui/table';
import { useLocale, useTranslations } from 'next-intl';
import { cell, Nothing, PanelTable } from '../panel/facts.tsx';
import { NotKnown } from '../panel/money.tsx';

/** How far each module was pulled, and what went wrong. */
export function Pulls({ partner }: { readonly partner: PartnerDetail }) {
  const t = useTranslations('console.partner');
  const locale = useLocale();
  const now = useNow();
  if (partner.pulls.length === 0) return <Nothing>{t('noPulls')}</Nothing>;
  return (
    <PanelTable
      label={t('pulls')}
      head={[
        { label: t('module') },
        { label: t('finished') },
        { label: t('cursor') },
        { label: t('objects'), align: 'end' },
      ]}
    >
      {partner.pulls.map(({ module, finishedAt, cursor, objects, error }) => (
        <tr key={module}>
          <th scope="row" className={cell()}>
            {module}
            {error !== undefined && (
              <span className="block text-xs font-normal break-words text-out-of-order">
                {error}
              </span>
            )}
          </th>
          <td className={cell()}>
            {finishedAt ? <AgeTime at={finishedAt} now={now} locale={locale} /> : <NotKnown />}
          </td>
          <td className={cell()}>
            {cursor ? <AgeTime at={cursor} now={now} locale={locale} /> : <NotKnown />}
          </td>
          <td className={cell('end')}>{objects.toLocaleString(locale)}</td>
        </tr>
      ))}
    </PanelTable>
  );
}
