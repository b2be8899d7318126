'use client';

import { type Finding, minorDigits, parseDecimal, scaledToDecimal } from '@peregrine/domain';
import { formatMoneyChange } from '@peregrine/ui';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { SeverityMark } from './badges.tsx';
import { ExactAmount } from './money.tsx';

/** One observation: how grave, which rule, where, and claimed and computed beside each other. */
export function FindingCard({
  finding,
  children,
}: {
  readonly finding: Finding;
  /** What else is known of it, below the reason. */
  readonly children?: ReactNode;
}) {
  const t = useTranslations('console.cdr');
  const { claimed, computed, code, pointer, reason, severity } = finding;
  return (
    <li className="flex flex-col gap-1.5 rounded-sheet border border-line p-3 text-sm">
      <p className="flex items-center justify-between gap-3">
        <SeverityMark severity={severity} />
        <span className="font-mono text-xs text-muted">{code}</span>
      </p>
      <p>{reason}</p>
      {pointer !== '' && (
        <p className="font-mono text-xs break-all text-muted">{t('pointer', { pointer })}</p>
      )}
      {children}
      {(claimed !== undefined || computed !== undefined) && (
        <dl className="mt-1 grid grid-cols-3 gap-3 border-t border-line pt-2">
          <Side label={t('claimed')}>
            <Value finding={finding} value={claimed} />
          </Side>
          <Side label={t('computed')}>
            <Value finding={finding} value={computed} />
          </Side>
          <Side label={t('difference')}>
            <Difference finding={finding} />
          </Side>
        </dl>
      )}
    </li>
  );
}

function Side({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col">
      <dt className="text-xs text-muted">{label}</dt>
      <dd className="tabular font-semibold break-words">{children}</dd>
    </div>
  );
}

/** A sum of money with its currency; what is none as the text that it is. */
function Value({
  finding,
  value,
}: {
  readonly finding: Finding;
  readonly value: string | undefined;
}) {
  const { currency, differenceMinor } = finding;
  const amount = value === undefined ? undefined : parseDecimal(value);
  if (amount === undefined || currency === undefined || differenceMinor === undefined) {
    return value ?? '–';
  }
  return <ExactAmount value={amount} currency={currency} />;
}

function Difference({ finding }: { readonly finding: Finding }) {
  const locale = useLocale();
  const { differenceMinor, currency } = finding;
  if (differenceMinor === undefined || currency === undefined) return '–';
  const amount = scaledToDecimal(BigInt(differenceMinor), minorDigits(currency));
  return <span className="text-check">{formatMoneyChange({ amount, currency }, locale)}</span>;
}
