import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { StartScreen } from '../../../../screens/start/start-screen.tsx';
import { api, forPage } from '../../../../trpc/server.ts';

type Props = {
  readonly params: Promise<{ readonly quoteId: string }>;
  readonly searchParams: Promise<{ readonly card?: string }>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('start'))('title') };
}

export default async function StartPage({ params, searchParams }: Props) {
  const { quoteId } = await params;
  const cardAdded = (await searchParams).card === 'saved';
  const path = `/start/${quoteId}`;
  const [quote, station] = await forPage(path, async () => {
    const caller = await api();
    const found = await caller.quotes.view({ quoteId });
    return [found, await caller.stations.view({ id: found.stationId })] as const;
  });
  if (quote.chargeId !== undefined) redirect(`/charges/${quote.chargeId}`);
  return <StartScreen quote={quote} cardAdded={cardAdded} timeZone={station.timeZone} />;
}
