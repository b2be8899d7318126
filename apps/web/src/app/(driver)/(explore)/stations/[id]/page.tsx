import type { Metadata } from 'next';
import { cache } from 'react';
import { currentReader } from '../../../../../auth/current-reader.ts';
import { StationScreen } from '../../../../../screens/station/station-screen.tsx';
import { api, forPage } from '../../../../../trpc/server.ts';

type Props = { readonly params: Promise<{ readonly id: string }> };

const readStation = cache((id: string) =>
  forPage(`/stations/${id}`, async () => (await api()).stations.view({ id })),
);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await readStation((await params).id)).name };
}

export default async function StationPage({ params }: Props) {
  const station = await readStation((await params).id);
  return <StationScreen initial={station} signedIn={(await currentReader()) !== undefined} />;
}
