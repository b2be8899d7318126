'use client';

import type { CdrDetail } from '@peregrine/services';
import { useTranslations } from 'next-intl';
import { cell, Nothing, PanelTable } from '../panel/facts.tsx';
import { AmountDifference, ExactAmount } from '../panel/money.tsx';
import { useWords } from '../table/use-words.ts';

/** Claimed and computed side by side, a row a dimension, with the reason below each. */
export function Comparison({ cdr }: { readonly cdr: CdrDetail }) {
  const t = useTranslations('console.cdr');
  const word = useWords();
  const { comparison, currency } = cdr;
  if (comparison.length === 0) return <Nothing>{t('notComputed')}</Nothing>;
  return (
    <>
      <PanelTable
        label={t('comparison')}
        head={[
          { label: t('dimension') },
          { label: t('claimed'), align: 'end' },
          { label: t('computed'), align: 'end' },
          { label: t('difference'), align: 'end' },
        ]}
      >
        {comparison.map(({ dimension, quantity, claimed, computed, reason }) => {
          const strong = dimension === 'TOTAL' ? 'font-semibold border-b-0' : undefined;
          const quiet = 'text-xs font-normal text-muted';
          return (
            <tr key={dimension}>
              <th scope="row" className={cell('start', strong)}>
                <span className="flex flex-col">
                  <span>
                    {word('dimensionName', dimension)}
                    {quantity !== '' && !reason.startsWith(quantity) && (
                      <span className={quiet}> {quantity}</span>
                    )}
                  </span>
                  <span className={quiet}>{reason}</span>
                </span>
              </th>
              <td className={cell('end', strong)}>
                <ExactAmount value={claimed} currency={currency} aligned />
              </td>
              <td className={cell('end', strong)}>
                <ExactAmount value={computed} currency={currency} aligned />
              </td>
              <td className={cell('end', strong)}>
                <AmountDifference
                  claimed={claimed}
                  computed={computed}
                  currency={currency}
                  aligned
                />
              </td>
            </tr>
          );
        })}
      </PanelTable>
      <p className="text-xs text-muted">{t('comparisonNote', { currency })}</p>
    </>
  );
}
