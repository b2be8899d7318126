'use client';

import type { PartnerDetail } from '@peregrine/services';
import { Notice, useNow } from '@peregrine/ui';
import { AgeTime } from '@peregrine/ui/table';
import { useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useTRPC } from '../../../trpc/client.tsx';
import { PartnerStatusBadge } from '../panel/badges.tsx';
import { cell, Fact, Facts, Nothing, PanelSection, PanelTable } from '../panel/facts.tsx';
import { FindingCard } from '../panel/finding-card.tsx';
import { Id } from '../panel/ids.tsx';
import { RowPanel } from '../panel/row-panel.tsx';
import { REFRESH_MS } from '../table/row-pages.ts';
import { LastContact } from './last-contact.tsx';
import { Pulls } from './pulls.tsx';

/** One partner: when we last spoke, what we pull from where, and what was odd. */
export function PartnerPanel({
  id,
  onClose,
}: {
  readonly id: string;
  readonly onClose: () => void;
}) {
  const t = useTranslations('console');
  const trpc = useTRPC();
  const query = useQuery(
    trpc.console.partners.view.queryOptions({ id }, { refetchInterval: REFRESH_MS }),
  );
  return (
    <RowPanel
      id={id}
      query={query}
      waitingTitle={t('column.partner')}
      title={(partner) => partner.name}
      badge={(partner) => <PartnerStatusBadge status={partner.status} />}
      onClose={onClose}
    >
      {(partner) => <PartnerContent partner={partner} />}
    </RowPanel>
  );
}

function PartnerContent({ partner }: { readonly partner: PartnerDetail }) {
  const t = useTranslations('console');
  const { lastError } = partner;
  return (
    <>
      {lastError !== undefined && (
        <Notice tone="check" icon={TriangleAlert} title={t('column.lastError')}>
          <p className="break-words">{lastError}</p>
        </Notice>
      )}
      <PanelSection title={t('partner.contact')}>
        <Facts>
          <Fact label={t('column.heard')}>
            <LastContact partner={partner} at={partner.lastHeardAt} />
          </Fact>
          <Fact label={t('column.reached')}>
            <LastContact partner={partner} at={partner.lastReachedAt} />
          </Fact>
          <Fact label={t('column.version')}>{partner.version ?? t('partner.ownSite')}</Fact>
          <Fact label={t('column.locations')}>
            {t('partner.size', { locations: partner.locations, evses: partner.evses })}
          </Fact>
          <Fact label={t('partner.id')}>
            <Id id={partner.id} />
          </Fact>
        </Facts>
      </PanelSection>
      <PanelSection title={t('partner.parties')} count={partner.parties.length}>
        <Parties partner={partner} />
      </PanelSection>
      <PanelSection title={t('partner.pulls')} count={partner.pulls.length}>
        <Pulls partner={partner} />
      </PanelSection>
      <PanelSection title={t('partner.findings')} count={partner.findings.length}>
        <PartnerFindings partner={partner} />
      </PanelSection>
      <PanelSection title={t('partner.endpoints')} count={partner.endpoints.length}>
        <Endpoints partner={partner} />
      </PanelSection>
    </>
  );
}

function Parties({ partner }: { readonly partner: PartnerDetail }) {
  const t = useTranslations('console');
  return (
    <PanelTable
      label={t('partner.parties')}
      head={[
        { label: t('column.party') },
        { label: t('partner.role') },
        { label: t('partner.name') },
      ]}
    >
      {partner.parties.map(({ countryCode, partyId, role, name }) => (
        <tr key={`${countryCode}-${partyId}-${role}`}>
          <th scope="row" className={cell('start', 'font-mono text-xs')}>
            {countryCode}-{partyId}
          </th>
          <td className={cell()}>{role}</td>
          <td className={cell()}>{name}</td>
        </tr>
      ))}
    </PanelTable>
  );
}

function Endpoints({ partner }: { readonly partner: PartnerDetail }) {
  const t = useTranslations('console.partner');
  if (partner.endpoints.length === 0) return <Nothing>{t('noEndpoints')}</Nothing>;
  return (
    <ul className="flex flex-col">
      {partner.endpoints.map(({ module, role, url }) => (
        <li key={`${module} ${role}`} className="border-b border-line py-1.5 text-sm last:border-0">
          <p>
            <span className="font-medium">{module}</span>{' '}
            <span className="text-muted">{role.toLowerCase()}</span>
          </p>
          <Id id={url} />
        </li>
      ))}
    </ul>
  );
}

function PartnerFindings({ partner }: { readonly partner: PartnerDetail }) {
  const t = useTranslations('console.partner');
  const locale = useLocale();
  const now = useNow();
  const { findings } = partner;
  if (findings.length === 0) return <Nothing>{t('noFindings')}</Nothing>;
  return (
    <>
      {findings.length >= 100 && <Nothing>{t('newest')}</Nothing>}
      <ul className="flex flex-col gap-2">
        {findings.map((finding) => (
          <FindingCard
            key={[finding.module, finding.objectKey, finding.code, finding.pointer].join(' ')}
            finding={finding}
          >
            <p className="flex flex-wrap items-center justify-between gap-x-3 text-xs text-muted">
              <span className="break-all">
                {finding.module} {finding.objectKey}
              </span>
              <AgeTime at={finding.seenAt} now={now} locale={locale} />
            </p>
          </FindingCard>
        ))}
      </ul>
    </>
  );
}
