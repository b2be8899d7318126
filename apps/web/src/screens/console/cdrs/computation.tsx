'use client';

import { type ExplainedLine, explainDescribed, explainRefusal } from '@peregrine/pricing';
import type { CdrDetail } from '@peregrine/services';
import { useLocale, useTranslations } from 'next-intl';
import { Nothing, PanelSection } from '../panel/facts.tsx';

type Computed = NonNullable<CdrDetail['computed']>;

/** How the computed side came about: part by part, the limits that bit, the total and the notes. */
export function Computation({ computed }: { readonly computed: Computed }) {
  const t = useTranslations('console.cdr');
  const language = useLocale();
  if (computed.kind === 'unpriceable') {
    return (
      <PanelSection title={t('how')}>
        <Nothing>{explainRefusal(computed, { language })}</Nothing>
      </PanelSection>
    );
  }
  const { session, tariff, zone } = computed;
  const { timeZone, origin } = zone;
  const lines = explainDescribed(session, {
    language,
    timeZone,
    ...(tariff && { tariffs: [tariff] }),
  });
  return (
    <PanelSection title={t('how')}>
      <ul className="divide-y divide-line rounded-sheet border border-line px-3 text-sm">
        {lines.map((line) => (
          <li key={keyOf(line)} className="py-2">
            <h4 className="flex flex-wrap items-baseline justify-between gap-x-4 font-medium">
              <span>
                {line.title}
                {line.kind === 'part' && (
                  <span className="tabular font-normal text-muted"> {line.quantity}</span>
                )}
              </span>
              <Amounts line={line} />
            </h4>
            <ul className="text-xs leading-5 text-muted">
              {line.reasons.map(({ text }) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      <p className="text-xs text-muted">
        {t('zone', { zone: timeZone, origin: origin ?? 'none' })}
      </p>
    </PanelSection>
  );
}

function Amounts({ line }: { readonly line: ExplainedLine }) {
  const t = useTranslations('console.cdr');
  if (line.kind !== 'part' && line.kind !== 'total') return null;
  const { exclTax, inclTax } = line;
  const texts = [
    ...(exclTax === undefined ? [] : [t('exclTax', { amount: exclTax })]),
    ...(inclTax === undefined ? [] : [t('inclTax', { amount: inclTax })]),
  ];
  return <span className="tabular">{texts.join(' · ')}</span>;
}

function keyOf(line: ExplainedLine): string {
  if (line.kind === 'part') return `part ${line.part}`;
  return 'code' in line ? line.code : line.kind;
}
