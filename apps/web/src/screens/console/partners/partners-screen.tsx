'use client';

import type { PartnerRow } from '@peregrine/services';
import type { TableColumn } from '@peregrine/ui/table';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Network, TriangleAlert } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useTRPC } from '../../../trpc/client.tsx';
import { PartnerStatusBadge, SeverityMark } from '../panel/badges.tsx';
import { ConsoleTable } from '../table/console-table.tsx';
import { REFRESH_MS, rowPages } from '../table/row-pages.ts';
import { queryOf } from '../table/table-url.ts';
import { useTableView } from '../table/use-table-view.ts';
import { useWords } from '../table/use-words.ts';
import { LastContact } from './last-contact.tsx';
import { PartnerPanel } from './partner-panel.tsx';

const FILTERS = ['connected', 'registering', 'suspended'];

/** The platforms that we are connected to, and how they are. */
export function PartnersScreen() {
  const t = useTranslations('console.partner');
  const trpc = useTRPC();
  const word = useWords();
  const columns = usePartnerColumns();
  const view = useTableView(FILTERS);
  const query = useInfiniteQuery(
    trpc.console.partners.list.infiniteQueryOptions(queryOf(view), {
      getNextPageParam: (page) => page.nextCursor,
      refetchInterval: REFRESH_MS,
      placeholderData: keepPreviousData,
    }),
  );
  return (
    <ConsoleTable
      name="partners"
      icon={Network}
      columns={columns}
      filters={FILTERS.map((value) => ({ value, label: word('partnerStatus', value) }))}
      view={view}
      pages={rowPages(query)}
      panel={view.open && <PartnerPanel id={view.open} onClose={view.close} />}
      summaryOf={(partner) => ({
        title: partner.name,
        value: <LastContact partner={partner} at={partner.lastHeardAt} />,
        subtitle: t('size', { locations: partner.locations, evses: partner.evses }),
        badge: <PartnerState partner={partner} />,
      })}
    />
  );
}

function PartnerState({ partner }: { readonly partner: PartnerRow }) {
  const t = useTranslations('console.partner');
  const { lastError } = partner;
  return (
    <span className="inline-flex items-center gap-1.5">
      <PartnerStatusBadge status={partner.status} />
      {lastError !== undefined && (
        <span title={t('lastError', { text: lastError })} className="text-check">
          <TriangleAlert aria-hidden="true" size={15} />
          <span className="sr-only">{t('lastError', { text: lastError })}</span>
        </span>
      )}
    </span>
  );
}

function usePartnerColumns(): readonly TableColumn<PartnerRow>[] {
  const t = useTranslations('console.column');
  const locale = useLocale();
  return useMemo(() => {
    const count = (
      id: 'locations' | 'evses',
      rest: Partial<TableColumn<PartnerRow>> = {},
    ): TableColumn<PartnerRow> => ({
      id,
      header: t(id),
      align: 'end',
      cell: (partner) => <span className="tabular">{partner[id].toLocaleString(locale)}</span>,
      ...rest,
    });
    return [
      {
        id: 'name',
        header: t('name'),
        sort: { key: 'name', first: 'asc' },
        cell: (partner) => partner.name,
      },
      { id: 'status', header: t('status'), cell: (partner) => <PartnerState partner={partner} /> },
      {
        id: 'heard',
        header: t('heard'),
        sort: { key: 'heard', first: 'desc' },
        cell: (partner) => <LastContact partner={partner} at={partner.lastHeardAt} />,
      },
      {
        id: 'reached',
        header: t('reached'),
        sort: { key: 'reached', first: 'desc' },
        cell: (partner) => <LastContact partner={partner} at={partner.lastReachedAt} />,
      },
      {
        id: 'version',
        header: t('version'),
        cell: ({ version }) => version ?? <span className="text-muted">–</span>,
      },
      {
        id: 'parties',
        header: t('parties'),
        cell: ({ parties }) => <span title={partyTitle(parties)}>{partyKeys(parties)}</span>,
      },
      count('locations', { sort: { key: 'locations', first: 'desc' } }),
      count('evses'),
      {
        id: 'findings',
        header: t('findings'),
        align: 'end',
        sort: { key: 'findings', first: 'desc' },
        cell: ({ openFindings }) =>
          openFindings > 0 ? (
            <SeverityMark severity="warning" count={openFindings} />
          ) : (
            <span className="tabular text-muted">0</span>
          ),
      },
      {
        id: 'lastError',
        header: t('lastError'),
        optional: true,
        cell: ({ lastError }) => lastError ?? <span className="text-muted">–</span>,
      },
    ];
  }, [t, locale]);
}

/** A party may hold several roles; it is named once. */
function partyKeys(parties: PartnerRow['parties']): string {
  const keys = parties.map(({ countryCode, partyId }) => `${countryCode}-${partyId}`);
  return [...new Set(keys)].join(', ');
}

function partyTitle(parties: PartnerRow['parties']): string {
  return parties
    .map((party) => `${party.countryCode}-${party.partyId} ${party.role} ${party.name}`)
    .join('\n');
}
