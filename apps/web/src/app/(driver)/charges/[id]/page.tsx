import type { Metadata } from 'next';
import { cache } from 'react';
import { ChargeScreen } from '../../../../screens/charge/charge-screen.tsx';
import { api, forPage } from '../../../../trpc/server.ts';

type Props = { readonly params: Promise<{ readonly id: string }> };

const readCharge = cache((chargeId: string) =>
  forPage(`/charges/${chargeId}`, async () => (await api()).charges.view({ chargeId })),
);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await readCharge((await params).id)).station.name };
}

export default async function ChargePage({ params }: Props) {
  return <ChargeScreen initial={await readCharge((await params).id)} readAt={Date.now()} />;
}
