'use client';

import type { Instant } from '@peregrine/domain';
import type { ChargeView } from '@peregrine/services';
import { Badge, type BadgeTone, formatAge, Notice, useNow } from '@peregrine/ui';
import { RefreshCw, WifiOff } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { ChargeEnd } from './charge-end.tsx';
import { EnergyPanel } from './energy-panel.tsx';
import { StartProgress } from './start-progress.tsx';
import { type LiveCharge, useLiveCharge } from './use-live-charge.ts';

const tones: Readonly<Record<ChargeView['word'], BadgeTone>> = {
  asking: 'neutral',
  'plug-in': 'busy',
  'no-answer': 'check',
  uncertain: 'check',
  refused: 'bad',
  charging: 'good',
  stopping: 'busy',
  'awaiting-record': 'neutral',
  billed: 'neutral',
  paid: 'good',
  'payment-open': 'check',
  'nothing-charged': 'neutral',
};

/** A charge from its start to its receipt, as it stands now. */
export function ChargeScreen({
  initial,
  readAt,
}: {
  readonly initial: ChargeView;
  readonly readAt: number;
}) {
  const t = useTranslations('charge');
  const live = useLiveCharge(initial, readAt);
  const { charge } = live;
  return (
    <article className="mx-auto flex w-full max-w-lg flex-col gap-4 px-4 py-6">
      <header className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <h1 className="text-lg font-bold">
            <span className="sr-only">{t('title')}: </span>
            {charge.station.name}
          </h1>
          <p className="text-sm text-muted">
            {t('point', { label: charge.station.evseLabel })} · {charge.station.operatorName}
          </p>
        </div>
        <Badge tone={tones[charge.word]} role="status" className="mt-1 h-8 shrink-0 px-3">
          {t(`word.${charge.word}`)}
        </Badge>
      </header>
      <LinkNotice live={live} />
      <ChargeBody charge={charge} />
    </article>
  );
}

function ChargeBody({ charge }: { readonly charge: ChargeView }) {
  switch (charge.word) {
    case 'asking':
    case 'plug-in':
    case 'no-answer':
    case 'uncertain':
    case 'refused':
      return <StartProgress charge={charge} />;
    case 'charging':
    case 'stopping':
      return <EnergyPanel charge={charge} />;
    default:
      return <ChargeEnd charge={charge} />;
  }
}

/** What is shown may be old: says so, with its age. Silent while the stream runs. */
function LinkNotice({ live }: { readonly live: LiveCharge }) {
  const t = useTranslations('charge');
  const locale = useLocale();
  const now = useNow();
  if (live.link === 'live') return null;
  if (live.link === 'polling') {
    return (
      <Notice icon={RefreshCw} live>
        {t('reconnecting')}
      </Notice>
    );
  }
  const heardAt = new Date(live.heardAt).toISOString() as Instant;
  return (
    <Notice tone="check" icon={WifiOff} live>
      {t('offline', { age: formatAge(heardAt, now, locale) })}
    </Notice>
  );
}
