import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ChargesScreen } from '../../../screens/console/charges/charges-screen.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('console'))('charges') };
}

export default function ChargesPage() {
  return <ChargesScreen />;
}
