'use client';

import type { Decimal } from '@peregrine/domain';
import type { ReceiptView } from '@peregrine/services';
import { Card, formatEnergy, formatMoney, formatMoneyChange, Row } from '@peregrine/ui';
import { useLocale, useTranslations } from 'next-intl';

/** What was shown at the end of the charge, what it became, and why. */
export function EstimateCard({ receipt }: { readonly receipt: ReceiptView }) {
  const t = useTranslations('receipt');
  const locale = useLocale();
  const { estimate, quoted, total } = receipt;
  const difference = realDifference(receipt);
  if (!estimate && quoted) return null;
  return (
    <Card className="text-sm">
      {estimate && (
        <>
          <h2 className="mb-1 text-base font-semibold">{t('estimateTitle')}</h2>
          <dl>
            <Row label={t('estimate')}>{formatMoney(estimate, locale)}</Row>
            <Row label={t('final')}>
              {formatMoney(total, locale)}
              {difference && (
                <span className="text-check">
                  {' '}
                  ({formatMoneyChange(difference.amount, locale)})
                </span>
              )}
            </Row>
          </dl>
          <p className="text-muted">
            <Reason difference={difference} />
          </p>
        </>
      )}
      {!quoted && <p className="text-muted">{t('notQuoted')}</p>}
    </Card>
  );
}

/** Undefined where the final is the estimate to the last minor digit. */
function realDifference({ difference }: ReceiptView): ReceiptView['difference'] {
  return difference && /[1-9]/.test(difference.amount.amount) ? difference : undefined;
}

function Reason({ difference }: { readonly difference: ReceiptView['difference'] }) {
  const t = useTranslations('receipt');
  const locale = useLocale();
  if (!difference) return t('sameAsEstimate');
  const { reasonCode, energyDifferenceKwh } = difference;
  if (reasonCode !== 'energy') return t(`difference.${reasonCode}`);
  if (energyDifferenceKwh === undefined) return t('difference.none');
  const less = energyDifferenceKwh.startsWith('-');
  const size = (less ? energyDifferenceKwh.slice(1) : energyDifferenceKwh) as Decimal;
  const energy = formatEnergy(size, locale, 3);
  return less ? t('difference.energyLess', { energy }) : t('difference.energyMore', { energy });
}
