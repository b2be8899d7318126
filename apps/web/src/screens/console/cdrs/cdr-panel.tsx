'use client';

import type { CdrDetail } from '@peregrine/services';
import { formatDuration, formatEnergy, Notice } from '@peregrine/ui';
import { formatMoment, SiteTime } from '@peregrine/ui/table';
import { useQuery } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useTRPC } from '../../../trpc/client.tsx';
import { CdrStateBadge } from '../panel/badges.tsx';
import { ConsoleLink } from '../panel/console-link.tsx';
import { Fact, Facts, Nothing, PanelSection } from '../panel/facts.tsx';
import { FindingCard } from '../panel/finding-card.tsx';
import { Id } from '../panel/ids.tsx';
import { RawMessage } from '../panel/raw-message.tsx';
import { RowPanel } from '../panel/row-panel.tsx';
import { REFRESH_MS } from '../table/row-pages.ts';
import { Comparison } from './comparison.tsx';
import { Computation } from './computation.tsx';

/** One CDR: what is claimed and what we compute, why, and the message itself. */
export function CdrPanel({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const t = useTranslations('console');
  const trpc = useTRPC();
  const query = useQuery(
    trpc.console.cdrs.view.queryOptions({ id }, { refetchInterval: REFRESH_MS }),
  );
  return (
    <RowPanel
      id={id}
      query={query}
      waitingTitle={t('cdr.title')}
      title={(cdr) => <span className="font-mono text-sm break-all">{cdr.cdrId}</span>}
      badge={(cdr) => <CdrStateBadge state={cdr.state} />}
      onClose={onClose}
    >
      {(cdr) => <CdrContent cdr={cdr} />}
    </RowPanel>
  );
}

function CdrContent({ cdr }: { readonly cdr: CdrDetail }) {
  const t = useTranslations('console');
  const locale = useLocale();
  const isChecked = cdr.state !== 'received';
  return (
    <>
      <PanelSection title={t('cdr.comparison')}>
        <Comparison cdr={cdr} />
      </PanelSection>
      {cdr.computed && <Computation computed={cdr.computed} />}
      <PanelSection title={t('cdr.findings')} count={cdr.findingList.length}>
        {cdr.findingList.length === 0 &&
          (isChecked ? (
            <Notice tone="good" icon={CircleCheck}>
              <p>{t('cdr.noFindings')}</p>
            </Notice>
          ) : (
            <Nothing>{t('cdr.notChecked')}</Nothing>
          ))}
        <ul className="flex flex-col gap-2">
          {cdr.findingList.map((finding) => (
            <FindingCard key={`${finding.code} ${finding.pointer}`} finding={finding} />
          ))}
        </ul>
      </PanelSection>
      <PanelSection title={t('panel.facts')}>
        <CdrFacts cdr={cdr} />
      </PanelSection>
      {cdr.conflicts.length > 0 && (
        <PanelSection title={t('cdr.conflicts')} count={cdr.conflicts.length}>
          <Nothing>{t('cdr.conflictsNote')}</Nothing>
          {cdr.conflicts.map((conflict) => (
            <RawMessage
              key={conflict.receivedAt}
              title={t('cdr.conflictAt', {
                time: formatMoment(conflict.receivedAt, cdr.timeZone, locale, { seconds: true }),
              })}
              raw={conflict.raw}
            />
          ))}
        </PanelSection>
      )}
      <RawMessage title={t('cdr.raw')} raw={cdr.raw} />
    </>
  );
}

function CdrFacts({ cdr }: { readonly cdr: CdrDetail }) {
  const t = useTranslations('console');
  const locale = useLocale();
  const { timeZone, startedAt, endedAt } = cdr;
  const seconds = (Date.parse(endedAt) - Date.parse(startedAt)) / 1000;
  return (
    <Facts>
      <Fact label={t('column.charge')}>
        {cdr.chargeId === undefined ? (
          <span className="text-muted">{t('cdr.noCharge')}</span>
        ) : (
          <ConsoleLink to="charges" id={cdr.chargeId}>
            {t('panel.toCharge')}
          </ConsoleLink>
        )}
      </Fact>
      <Fact label={t('column.partner')}>
        <ConsoleLink to="partners" id={cdr.partnerId}>
          {cdr.partnerName}
        </ConsoleLink>{' '}
        <span className="text-muted">{cdr.party}</span>
      </Fact>
      <Fact label={t('panel.place')}>{cdr.place}</Fact>
      <Fact label={t('column.started')}>
        <SiteTime at={startedAt} timeZone={timeZone} locale={locale} seconds />
      </Fact>
      <Fact label={t('column.ended')}>
        <SiteTime at={endedAt} timeZone={timeZone} locale={locale} seconds />
      </Fact>
      <Fact label={t('panel.duration')}>
        <span className="tabular">{formatDuration(seconds)}</span>
      </Fact>
      <Fact label={t('column.energy')}>
        <span className="tabular">{formatEnergy(cdr.energyKwh, locale, 3)}</span>
      </Fact>
      <Fact label={t('column.received')}>
        <SiteTime at={cdr.receivedAt} timeZone={timeZone} locale={locale} seconds />
      </Fact>
      <Fact label={t('cdr.title')}>
        <Id id={cdr.cdrId} />
      </Fact>
    </Facts>
  );
}
