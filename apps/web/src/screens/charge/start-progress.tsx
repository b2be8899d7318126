'use client';

import type { ChargeView } from '@peregrine/services';
import {
  buttonClass,
  Card,
  formatDistance,
  formatMoney,
  Notice,
  type Step,
  Stepper,
  type StepState,
} from '@peregrine/ui';
import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { RefusalReason } from './refusal-reason.tsx';
import { startSteps } from './start-steps.ts';

const labels: Readonly<Record<StepState, 'stepDone' | 'stepNow' | 'stepLater' | 'stepFailed'>> = {
  done: 'stepDone',
  now: 'stepNow',
  later: 'stepLater',
  failed: 'stepFailed',
};

/** The start, step by step; when it failed, who said no and where to go instead. */
export function StartProgress({ charge }: { readonly charge: ChargeView }) {
  const t = useTranslations('charge');
  const locale = useLocale();
  const steps = startSteps(charge).map(({ key, title, state, note }): Step => {
    const refused = state === 'failed' && charge.refusal;
    return {
      key,
      state,
      stateLabel: t(labels[state]),
      title: t(`step.${title}`, { operator: charge.station.operatorName }),
      ...(note && { note: t(`step.${note}`) }),
      ...(refused && { note: <RefusalReason refusal={refused} /> }),
    };
  });
  return (
    <>
      {charge.word === 'refused' && (
        <Notice tone="bad" title={t('refusedTitle')} live>
          <p>{t('noHold')}</p>
        </Notice>
      )}
      <Card>
        <Stepper steps={steps} label={t('steps')} />
        {charge.hold && charge.word !== 'refused' && (
          <p className="border-t border-line pt-3 text-sm text-muted">
            {t('holdNote', { amount: formatMoney(charge.hold, locale) })}
          </p>
        )}
      </Card>
      <Alternatives charge={charge} />
    </>
  );
}

function Alternatives({ charge }: { readonly charge: ChargeView }) {
  const t = useTranslations('charge');
  const locale = useLocale();
  const stuck = charge.word === 'refused' || charge.word === 'no-answer';
  if (!stuck && charge.word !== 'uncertain') return null;
  return (
    <section className="flex flex-col gap-3">
      {charge.alternatives.length > 0 && (
        <>
          <h2 className="font-semibold">{t('alternatives')}</h2>
          <ul className="overflow-hidden rounded-sheet border border-line bg-surface">
            {charge.alternatives.map((other) => (
              <li
                key={`${other.stationId} ${other.evseLabel}`}
                className="border-line not-last:border-b"
              >
                <Link
                  href={`/stations/${other.stationId}`}
                  className="flex min-h-14 items-center gap-3 px-4 py-2 hover:bg-raised focus-visible:outline-offset-[-3px]"
                >
                  <span className="grow">
                    {t('alternativePoint', { name: other.name, label: other.evseLabel })}
                  </span>
                  <span className="tabular text-sm text-muted">
                    {formatDistance(other.distanceM, locale)}
                  </span>
                  <ChevronRight aria-hidden="true" size={18} className="text-muted" />
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
      <Link href="/" className={buttonClass('secondary')}>
        {t('tryOther')}
      </Link>
    </section>
  );
}
