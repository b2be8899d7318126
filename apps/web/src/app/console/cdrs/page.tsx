import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { CdrsScreen } from '../../../screens/console/cdrs/cdrs-screen.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('console'))('cdrs') };
}

export default function CdrsPage() {
  return <CdrsScreen />;
}
