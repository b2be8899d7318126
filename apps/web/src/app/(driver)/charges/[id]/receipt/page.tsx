import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { ReceiptScreen } from '../../../../../screens/receipt/receipt-screen.tsx';
import { api, forPage } from '../../../../../trpc/server.ts';

type Props = { readonly params: Promise<{ readonly id: string }> };

const readReceipt = cache((chargeId: string) =>
  forPage(`/charges/${chargeId}/receipt`, async () => (await api()).receipts.view({ chargeId })),
);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations('receipt');
  const { invoiceNumber } = await readReceipt((await params).id);
  return { title: t('number', { number: invoiceNumber }) };
}

export default async function ReceiptPage({ params }: Props) {
  const { id } = await params;
  return <ReceiptScreen chargeId={id} initial={await readReceipt(id)} />;
}
