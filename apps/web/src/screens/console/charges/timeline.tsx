'use client';

import type { ConsoleChargeDetail } from '@peregrine/services';
import { classNames, formatDate } from '@peregrine/ui';
import { utcText } from '@peregrine/ui/table';
import { useLocale, useTranslations } from 'next-intl';
import { Nothing } from '../panel/facts.tsx';
import { useWords } from '../table/use-words.ts';
import { eventDetails } from './event-details.ts';

const BAD = /refused|declined|failed|invalid|timed-out|uncertain|no-/;
const MONEY = /invoice|captured|charged|payment|hold/;

/** Everything that happened to a charge, in order, whoever did it. */
export function Timeline({ charge }: { readonly charge: ConsoleChargeDetail }) {
  const t = useTranslations('console.charge');
  const word = useWords();
  const locale = useLocale();
  const { timeline, timeZone } = charge;
  if (timeline.length === 0) return <Nothing>{t('noTimeline')}</Nothing>;
  const dayOf = (index: number) => {
    const entry = timeline[index];
    return entry && formatDate(entry.at, timeZone, locale);
  };
  return (
    <ol className="flex flex-col text-sm">
      {timeline.map(({ at, event, details }, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: entries are only ever appended.
          key={index}
          className="flex flex-col"
        >
          {dayOf(index) !== dayOf(index - 1) && (
            <p className="pb-1.5 text-xs font-medium text-muted not-first:pt-1">{dayOf(index)}</p>
          )}
          <div className="flex gap-3">
            <time
              dateTime={at}
              title={`${timeZone} · ${utcText(at)}`}
              className="tabular w-16 shrink-0 leading-6 text-muted"
            >
              {timeWithSeconds(at, timeZone, locale)}
            </time>
            <span aria-hidden="true" className="flex w-2.5 flex-col items-center">
              <span className={classNames('w-px grow-0 basis-2', index > 0 && 'bg-line')} />
              <span className={classNames('size-2.5 shrink-0 rounded-full', dotOf(event))} />
              <span className={classNames('w-px grow', index < timeline.length - 1 && 'bg-line')} />
            </span>
            <p className="min-w-0 pb-2 leading-6">
              {word('event', event)}
              {eventDetails(details, locale).map((detail) => (
                <span key={detail} className="tabular break-all text-muted">
                  {' · '}
                  {detail}
                </span>
              ))}
            </p>
          </div>
        </li>
      ))}
    </ol>
  );
}

function dotOf(event: string): string {
  if (BAD.test(event)) return 'bg-out-of-order';
  return MONEY.test(event) ? 'bg-brand' : 'border-2 border-control-line bg-surface';
}

function timeWithSeconds(at: string, timeZone: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, {
    timeStyle: 'medium',
    hourCycle: 'h23',
    timeZone,
  }).format(new Date(at));
}
