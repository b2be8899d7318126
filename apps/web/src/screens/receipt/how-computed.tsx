'use client';

import {
  type ExplainedLine,
  explainDescribed,
  type PricingNoteCode,
  type ReasonTopic,
} from '@peregrine/pricing';
import type { RatedLineView, ReceiptView } from '@peregrine/services';
import { formatMoney, formatUnitPrice } from '@peregrine/ui';
import { ChevronRight } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';

type Because = NonNullable<ReceiptView['because']>;

/** Told by the receipt itself, in the driver's own prices and with the tax that is due. */
const TOLD_ABOVE: readonly ReasonTopic[] = ['price', 'tax', 'rounding'];

/** How figures were read and what the operator's own tax is: neither changes what a driver pays. */
const FOR_STAFF: readonly PricingNoteCode[] = [
  'hours-read-as-seconds',
  'energy-finer-than-mwh',
  'tax-not-applicable',
];

/** Why each line is what it is, one click away; nothing on receipts that were issued without. */
export function HowComputed({ receipt }: { readonly receipt: ReceiptView }) {
  const t = useTranslations('receipt.how');
  const { because, lines } = receipt;
  if (!because) return null;
  return (
    <section className="rounded-sheet border border-line bg-surface" data-screen-only>
      <details className="group">
        <summary className="flex min-h-11 list-none items-center gap-2 rounded-sheet px-4 py-2 hover:bg-raised [&::-webkit-details-marker]:hidden">
          <ChevronRight
            aria-hidden="true"
            size={18}
            className="shrink-0 transition-transform duration-150 group-open:rotate-90 motion-reduce:transition-none"
          />
          <h2 className="font-semibold">{t('title')}</h2>
        </summary>
        <LineReasons because={because} lines={lines} timeZone={receipt.station.timeZone} />
      </details>
    </section>
  );
}

function LineReasons({
  because,
  lines,
  timeZone,
}: {
  readonly because: Because;
  readonly lines: readonly RatedLineView[];
  readonly timeZone: string;
}) {
  const t = useTranslations();
  const locale = useLocale();
  const { session, tariff } = because;
  const explained = explainDescribed(session, { language: locale, timeZone, tariffs: [tariff] });
  const notes = explained
    .filter((line) => line.kind === 'note' && !FOR_STAFF.includes(line.code))
    .map(({ reasons }) => reasons.map(({ text }) => text).join(' '));
  return (
    <ul className="divide-y divide-line border-t border-line px-4 text-sm">
      {lines.map((line, index) => (
        <li key={`${line.dimension} ${line.unitPrice} ${line.quantity}`} className="py-3">
          <h3 className="flex items-baseline justify-between gap-4 font-medium">
            {t(`price.${line.dimension}`)}
            <span className="tabular">{formatMoney(line.total, locale)}</span>
          </h3>
          {partsOf(explained, because.lines[index]?.parts ?? []).map((texts) => (
            <Texts key={texts.join(' ')} texts={texts} />
          ))}
          <Shares line={line} reason={because.lines[index]} />
        </li>
      ))}
      {notes.length > 0 && (
        <li className="py-3">
          <h3 className="font-medium">{t('receipt.how.notes')}</h3>
          <Texts texts={notes} />
        </li>
      )}
    </ul>
  );
}

/** The sentences about each part that a line bills. */
function partsOf(
  explained: readonly ExplainedLine[],
  parts: readonly number[],
): readonly (readonly string[])[] {
  return explained.flatMap((line) =>
    line.kind === 'part' && parts.includes(line.part)
      ? [line.reasons.filter(({ topic }) => !TOLD_ABOVE.includes(topic)).map(({ text }) => text)]
      : [],
  );
}

function Texts({ texts }: { readonly texts: readonly string[] }) {
  return (
    <ul className="mt-1 text-muted">
      {texts.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}

/** Who gets what of a line's unit price. */
function Shares({
  line,
  reason,
}: {
  readonly line: RatedLineView;
  readonly reason: Because['lines'][number] | undefined;
}) {
  const t = useTranslations('receipt.how');
  const locale = useLocale();
  if (!reason) return null;
  const { operator, ours } = reason;
  const price = (value: typeof operator) => formatUnitPrice(value, line.total.currency, locale);
  const values = {
    price: price(line.unitPrice),
    operator: price(operator),
    ours: price(ours),
  };
  return (
    <p className="mt-1 text-muted">
      {ours === '0' ? t('allToOperator') : operator === '0' ? t('ours') : t('made', values)}
    </p>
  );
}
