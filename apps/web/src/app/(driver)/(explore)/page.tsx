import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { parseFilters, parseView, stationFilter } from '../../../screens/explore/find-filters.ts';
import { startOfMap } from '../../../screens/explore/start-of-map.ts';
import { StationList } from '../../../screens/find/station-list.tsx';
import { api } from '../../../trpc/server.ts';

type Props = { readonly searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('find'))('title') };
}

export default async function FindPage({ searchParams }: Props) {
  const single = Object.entries(await searchParams).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value]] : [],
  );
  const parameters = new URLSearchParams(single);
  const filters = parseFilters(parameters);
  const view = parseView(parameters.get('at')) ?? (await startOfMap()).view;
  const first = await (await api()).stations.find({
    ...stationFilter(filters),
    ...(filters.text && { text: filters.text }),
    near: view.center,
    sort: filters.sort,
  });
  return <StationList first={first} />;
}
