import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { InvoicesScreen } from '../../../screens/console/invoices/invoices-screen.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('console'))('invoices') };
}

export default function InvoicesPage() {
  return <InvoicesScreen />;
}
