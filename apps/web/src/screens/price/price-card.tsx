'use client';

import type { PriceView } from '@peregrine/services';
import { formatPercent, formatUnitPrice, Notice } from '@peregrine/ui';
import { CircleHelp } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';

type KnownPrice = Extract<PriceView, { kind: 'known' }>;
type Component = KnownPrice['components'][number];

/** The price, large and all-in; under it what the operator takes and what we take. */
export function PriceCard({ price }: { readonly price: PriceView }) {
  const t = useTranslations('price');
  if (price.kind === 'unknown') {
    return (
      <Notice tone="check" icon={CircleHelp} title={t('unknown')}>
        <p>{t(`unknownReason.${price.reason}`)}</p>
        <p>{t('unknownStart')}</p>
      </Notice>
    );
  }
  return <KnownPriceCard price={price} />;
}

function KnownPriceCard({ price }: { readonly price: KnownPrice }) {
  const t = useTranslations('price');
  const locale = useLocale();
  const [first, ...rest] = orderComponents(price.components);
  if (!first) return null;
  return (
    <div className="flex flex-col gap-3">
      <div>
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="tabular text-xl font-bold">
            {formatUnitPrice(first.allIn, price.currency, locale)}
          </span>
          <span className="text-base">
            {t('perUnit', { unit: first.per })}, {t('allIn')}
          </span>
        </p>
        <Split component={first} currency={price.currency} />
      </div>
      {rest.length > 0 && (
        <ul className="flex flex-col gap-2 border-t border-line pt-3">
          {rest.map((component) => (
            <li key={component.dimension} className="flex flex-col">
              <span className="flex items-baseline justify-between gap-3">
                <span className="font-medium">{t(component.dimension)}</span>
                <span className="tabular font-semibold whitespace-nowrap">
                  {formatUnitPrice(component.allIn, price.currency, locale)}
                  <span className="font-medium text-muted">
                    {' '}
                    {t('perUnit', { unit: component.per })}
                  </span>
                </span>
              </span>
              <Split component={component} currency={price.currency} />
            </li>
          ))}
        </ul>
      )}
      <p className="text-sm text-muted">
        {t('vat', { percent: formatPercent(price.vatPercent, locale) })}
      </p>
    </div>
  );
}

/** Operator's and our part; for times also the steps they are billed in. */
function Split({
  component,
  currency,
}: {
  readonly component: Component;
  readonly currency: string;
}) {
  const t = useTranslations('price');
  const locale = useLocale();
  const { dimension, stepSize } = component;
  const timed = dimension.endsWith('TIME');
  return (
    <span className="flex flex-col text-sm text-muted">
      <span className="tabular">
        {component.ours === '0'
          ? t('allToOperator')
          : t('split', {
              operator: formatUnitPrice(component.operator, currency, locale),
              ours: formatUnitPrice(component.ours, currency, locale),
            })}
      </span>
      {timed && stepSize > 60 && <span>{t('step', { minutes: Math.round(stepSize / 60) })}</span>}
      {dimension === 'ENERGY' && stepSize > 1 && <span>{t('stepEnergy', { wh: stepSize })}</span>}
      {dimension === 'PARKING_TIME' && <span>{t('parkingNote')}</span>}
    </span>
  );
}

const ORDER = ['ENERGY', 'TIME', 'SESSION_TIME', 'FLAT', 'PARKING_TIME'] as const;

/** Energy first: it is what drivers compare (AFIR's order is kWh, minute, session). */
function orderComponents(components: readonly Component[]): Component[] {
  return components.toSorted((a, b) => ORDER.indexOf(a.dimension) - ORDER.indexOf(b.dimension));
}
