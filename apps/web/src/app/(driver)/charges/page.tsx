import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { HistoryScreen } from '../../../screens/history/history-screen.tsx';
import { api, forPage } from '../../../trpc/server.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('history'))('title') };
}

export default async function HistoryPage() {
  const charges = await forPage('/charges', async () => (await api()).charges.list({}));
  return <HistoryScreen first={charges} />;
}
