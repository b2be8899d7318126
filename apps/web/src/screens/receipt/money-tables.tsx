'use client';

import type { MoneyText } from '@peregrine/domain';
import type { RatedLineView, ReceiptView } from '@peregrine/services';
import { formatMoney, formatPercent, formatQuantity, formatUnitPrice } from '@peregrine/ui';
import { useLocale, useTranslations } from 'next-intl';

const number = 'tabular py-2 pl-3 text-right align-top';

/** Unit price x quantity = sum, line by line, and the total that they add up to. */
export function LinesTable({
  lines,
  total,
}: {
  readonly lines: readonly RatedLineView[];
  readonly total: MoneyText;
}) {
  const t = useTranslations();
  const locale = useLocale();
  return (
    <table className="w-full border-t border-line text-sm">
      <caption className="sr-only">{t('receipt.lines')}</caption>
      <thead className="text-xs text-muted">
        <tr>
          <th scope="col" className="py-2 text-left font-medium">
            {t('receipt.line')}
          </th>
          <th scope="col" className={`${number} font-medium`}>
            {t('receipt.sum')}
          </th>
        </tr>
      </thead>
      <tbody className="divide-y divide-line border-y border-line">
        {lines.map((line) => (
          <tr key={`${line.dimension} ${line.unitPrice} ${line.quantity}`}>
            <th scope="row" className="py-2 text-left font-normal">
              <span className="block font-medium">{t(`price.${line.dimension}`)}</span>
              <span className="tabular block text-muted">
                {formatQuantity(line.quantity, locale, line.unit === 'kWh' ? 3 : 0)}{' '}
                {t('receipt.unit', { unit: line.unit })}
                {line.unit === 'charge' ? ' ' : ' × '}
                {formatUnitPrice(line.unitPrice, line.total.currency, locale)}
              </span>
            </th>
            <td className={`${number} font-medium`}>{formatMoney(line.total, locale)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr className="font-bold">
          <th scope="row" className="py-2 text-left">
            {t('receipt.total')}
          </th>
          <td className={number}>{formatMoney(total, locale)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

/** The VAT that the total contains, by rate. */
export function VatTable({ vat }: { readonly vat: ReceiptView['vat'] }) {
  const t = useTranslations('receipt');
  const locale = useLocale();
  return (
    <table className="w-full text-sm">
      <caption className="sr-only">{t('vatTitle')}</caption>
      <thead className="text-xs text-muted">
        <tr>
          <th scope="col" className="py-1 text-left font-medium">
            {t('vatTitle')}
          </th>
          <th scope="col" className="tabular py-1 pl-3 text-right font-medium">
            {t('net')}
          </th>
          <th scope="col" className="tabular py-1 pl-3 text-right font-medium">
            {t('vat')}
          </th>
          <th scope="col" className="tabular py-1 pl-3 text-right font-medium">
            {t('gross')}
          </th>
        </tr>
      </thead>
      <tbody>
        {vat.map((rate) => (
          <tr key={rate.percent}>
            <th scope="row" className="py-1 text-left font-normal">
              {t('vatRate', { percent: formatPercent(rate.percent, locale) })}
            </th>
            <td className="tabular py-1 pl-3 text-right">{formatMoney(rate.net, locale)}</td>
            <td className="tabular py-1 pl-3 text-right">{formatMoney(rate.vat, locale)}</td>
            <td className="tabular py-1 pl-3 text-right">{formatMoney(rate.gross, locale)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
