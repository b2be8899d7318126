'use client';

import type { RouterOutputs } from '@peregrine/api';
import { Button, EmptyState, ErrorState, Skeleton } from '@peregrine/ui';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { SearchX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { useTRPCClient } from '../../trpc/client.tsx';
import { type Explore, useExplore } from '../explore/explore-state.tsx';
import {
  countFilters,
  NO_FILTERS,
  SORTS,
  type Sort,
  stationFilter,
} from '../explore/find-filters.ts';
import { StationListRow } from './station-list-row.tsx';

type Found = RouterOutputs['stations']['find'];

/** The same stations as the map: those in view, or those that match the search anywhere. */
export function StationList({ first }: { readonly first: Found }) {
  const t = useTranslations('find');
  const explore = useExplore();
  const { filters } = explore;
  const found = useFoundStations(explore, first);
  const pages = found.data?.pages ?? [];
  const items = pages.flatMap((page) => page.items);
  const total = pages[0]?.totalCount ?? 0;
  useFlightToFirst(explore, found.isPlaceholderData ? undefined : items[0]);

  return (
    <section aria-label={t('list')} className="flex flex-col">
      <ListHead count={total} busy={found.isFetching} />
      {found.isError && (
        <ErrorState
          title={t('failedTitle')}
          action={<Button onClick={() => found.refetch()}>{t('failed')}</Button>}
        />
      )}
      {!found.isError && items.length === 0 && <NoStation />}
      <ul className="divide-y divide-line">
        {items.map((station) => (
          <li key={station.id}>
            <StationListRow
              station={station}
              href={`/stations/${station.id}${explore.query}`}
              onOpen={() => explore.setSnap('full')}
            />
          </li>
        ))}
      </ul>
      {found.hasNextPage && (
        <div className="p-4">
          <Button
            className="w-full"
            busy={found.isFetchingNextPage}
            onClick={() => found.fetchNextPage()}
          >
            {t('more')}
          </Button>
        </div>
      )}
      <p className="sr-only" role="status">
        {filters.text ? t('count', { count: total }) : ''}
      </p>
    </section>
  );
}

function useFoundStations(explore: Explore, first: Found) {
  const client = useTRPCClient();
  const { filters, bounds, here, view } = explore;
  const { text, sort } = filters;
  const initial = useRef({ query: explore.query, first });
  const untouched = bounds === undefined && initial.current.query === explore.query;
  const search = {
    ...stationFilter(filters),
    ...(text ? { text } : bounds && { bounds }),
    near: here ?? view.center,
    sort,
  };
  return useInfiniteQuery({
    queryKey: ['stations', search],
    queryFn: ({ pageParam }) =>
      client.stations.find.query({ ...search, ...(pageParam && { cursor: pageParam }) }),
    initialPageParam: '',
    getNextPageParam: (page: Found) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
    ...(untouched && { initialData: { pages: [initial.current.first], pageParams: [''] } }),
  });
}

/** A search by text moves the map to what it found first, once for each text. */
function useFlightToFirst(explore: Explore, first: Found['items'][number] | undefined) {
  const { filters, flyTo, placed } = explore;
  // A link to a search alone flies there; one that also says where the map stands is left so.
  const flownFor = useRef(placed ? filters.text : '');
  useEffect(() => {
    if (filters.text === flownFor.current || (filters.text !== '' && !first)) return;
    flownFor.current = filters.text;
    if (filters.text !== '' && first) flyTo({ center: first.point, zoom: 12 });
  }, [filters.text, first, flyTo]);
}

function ListHead({ count, busy }: { readonly count: number; readonly busy: boolean }) {
  const t = useTranslations('find');
  const { filters, change } = useExplore();
  const names: Readonly<Record<Sort, string>> = {
    distance: t('distance'),
    price: t('price'),
    power: t('powerSort'),
  };
  return (
    <header className="sticky top-0 z-[1] flex items-center justify-between gap-3 border-b border-line bg-surface px-4 py-1.5">
      <h1 className="min-w-0 text-sm text-muted">
        <span className="sr-only">{t('title')}: </span>
        <span className="tabular font-semibold text-ink">{t('count', { count })}</span>{' '}
        {filters.text ? t('matching', { text: filters.text }) : t('inView')}
        {busy && <Skeleton className="ml-2 inline-block h-2 w-6 align-middle" />}
      </h1>
      <label className="flex shrink-0 items-center text-sm text-muted">
        <span className="sr-only">{t('sort')}</span>
        <select
          value={filters.sort}
          onChange={(event) => change({ sort: event.target.value as Sort })}
          className="h-11 rounded-control bg-surface px-2 text-sm font-semibold text-ink hover:bg-raised"
        >
          {SORTS.map((sort) => (
            <option key={sort} value={sort}>
              {names[sort]}
            </option>
          ))}
        </select>
      </label>
    </header>
  );
}

function NoStation() {
  const t = useTranslations('find');
  const { filters, change } = useExplore();
  const filtered = countFilters(filters) > 0;
  const { text, sort } = filters;
  return (
    <EmptyState
      icon={SearchX}
      title={t('noneTitle')}
      action={
        filtered && (
          <Button onClick={() => change({ ...NO_FILTERS, text, sort })}>{t('resetFilters')}</Button>
        )
      }
    >
      {filtered ? t('noneFiltered') : text ? t('noneMatching') : t('noneInView')}
    </EmptyState>
  );
}
