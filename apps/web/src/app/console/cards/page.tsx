import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { CardsScreen } from '../../../screens/console/cards/cards-screen.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('console'))('cards') };
}

export default function CardsPage() {
  return <CardsScreen />;
}
