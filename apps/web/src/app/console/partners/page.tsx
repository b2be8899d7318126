import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PartnersScreen } from '../../../screens/console/partners/partners-screen.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('console'))('partners') };
}

export default function PartnersPage() {
  return <PartnersScreen />;
}
