'use client';

import type { ConsoleChargeDetail } from '@peregrine/services';
import { formatEnergy, Notice } from '@peregrine/ui';
import { SiteTime } from '@peregrine/ui/table';
import { useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useTRPC } from '../../../trpc/client.tsx';
import { CdrStateBadge, ChargeWordBadge } from '../panel/badges.tsx';
import { ConsoleLink } from '../panel/console-link.tsx';
import { Fact, Facts, PanelSection } from '../panel/facts.tsx';
import { Id } from '../panel/ids.tsx';
import { Money, NotKnown } from '../panel/money.tsx';
import { RowPanel } from '../panel/row-panel.tsx';
import { REFRESH_MS } from '../table/row-pages.ts';
import { useWords } from '../table/use-words.ts';
import { Payments } from './payments.tsx';
import { Timeline } from './timeline.tsx';

/** One charge: everything that happened to it, what was paid, and where it is recorded. */
export function ChargePanel({
  id,
  onClose,
}: {
  readonly id: string;
  readonly onClose: () => void;
}) {
  const t = useTranslations('console');
  const trpc = useTRPC();
  const query = useQuery(
    trpc.console.charges.view.queryOptions({ id }, { refetchInterval: REFRESH_MS }),
  );
  return (
    <RowPanel
      id={id}
      query={query}
      waitingTitle={t('column.charge')}
      title={(charge) => <span className="break-words">{charge.stationName}</span>}
      badge={(charge) => <ChargeWordBadge word={charge.word} />}
      onClose={onClose}
    >
      {(charge) => <ChargeContent charge={charge} />}
    </RowPanel>
  );
}

function ChargeContent({ charge }: { readonly charge: ConsoleChargeDetail }) {
  const t = useTranslations('console');
  const word = useWords();
  const { attention } = charge;
  return (
    <>
      {attention !== undefined && (
        <Notice tone="check" icon={TriangleAlert} title={word('attention', attention)}>
          <p>{word('attentionText', attention)}</p>
        </Notice>
      )}
      <PanelSection title={t('charge.records')}>
        <Records charge={charge} />
      </PanelSection>
      <PanelSection title={t('charge.timeline')}>
        <Timeline charge={charge} />
      </PanelSection>
      <PanelSection title={t('charge.payments')} count={charge.payments.length}>
        <Payments charge={charge} />
      </PanelSection>
      <PanelSection title={t('panel.facts')}>
        <ChargeFacts charge={charge} />
      </PanelSection>
    </>
  );
}

function Records({ charge }: { readonly charge: ConsoleChargeDetail }) {
  const t = useTranslations('console');
  const locale = useLocale();
  const { energyKwh, cdrs, invoiceId, invoiceNumber } = charge;
  return (
    <Facts>
      <Fact label={t('column.total')}>
        <span className="font-semibold">
          <Money money={charge.total} />
        </span>
      </Fact>
      <Fact label={t('column.energy')}>
        {energyKwh === undefined ? (
          <NotKnown />
        ) : (
          <span className="tabular">{formatEnergy(energyKwh, locale, 3)}</span>
        )}
      </Fact>
      <Fact label={t('cdr.title')}>
        {cdrs.length === 0 && <span className="text-muted">{t('charge.noRecord')}</span>}
        {cdrs.map((cdr) => (
          <span key={cdr.id} className="flex flex-wrap items-center gap-x-2">
            <ConsoleLink to="cdrs" id={cdr.id}>
              <span className="font-mono text-xs break-all">{cdr.cdrId}</span>
            </ConsoleLink>
            <CdrStateBadge state={cdr.state} />
          </span>
        ))}
      </Fact>
      <Fact label={t('charge.invoice')}>
        {invoiceId === undefined ? (
          <span className="text-muted">{t('charge.noInvoice')}</span>
        ) : (
          <ConsoleLink to="invoices" id={invoiceId}>
            {invoiceNumber}
          </ConsoleLink>
        )}
      </Fact>
    </Facts>
  );
}

function ChargeFacts({ charge }: { readonly charge: ConsoleChargeDetail }) {
  const t = useTranslations('console');
  const word = useWords();
  const locale = useLocale();
  const { start, energy, settlement } = charge.state;
  return (
    <Facts>
      <Fact label={t('column.driver')}>{charge.driverEmail}</Fact>
      <Fact label={t('column.partner')}>
        <ConsoleLink to="partners" id={charge.partnerId}>
          {charge.partnerName}
        </ConsoleLink>
      </Fact>
      <Fact label={t('column.origin')}>{word('origin', charge.origin)}</Fact>
      <Fact label={t('column.created')}>
        <SiteTime at={charge.createdAt} timeZone={charge.timeZone} locale={locale} seconds />
      </Fact>
      <Fact label={t('charge.states')}>
        {word('startState', start)}, {word('energyState', energy)},{' '}
        {word('settlementState', settlement)}
      </Fact>
      <Fact label={t('charge.reference')}>
        <Id id={charge.authorizationReference} />
      </Fact>
      <Fact label={t('charge.session')}>
        {charge.sessionId === undefined ? <NotKnown /> : <Id id={charge.sessionId} />}
      </Fact>
      <Fact label={t('charge.id')}>
        <Id id={charge.id} />
      </Fact>
    </Facts>
  );
}
