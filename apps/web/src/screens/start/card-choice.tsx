'use client';

import { Button, Card, Notice, Skeleton, Spinner } from '@peregrine/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { CreditCard } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useTRPC } from '../../trpc/client.tsx';
import { refusalFrom } from '../../trpc/refusal.ts';

const WAIT_FOR_CARD_MS = 20_000;

/**
 * The saved cards. After the hosted page (`expecting`) the card comes by webhook, a moment later
 * than the driver: it is looked for every second.
 */
export function useCards(expecting: boolean) {
  const trpc = useTRPC();
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!expecting) return;
    const timer = setTimeout(() => setLate(true), WAIT_FOR_CARD_MS);
    return () => clearTimeout(timer);
  }, [expecting]);
  const query = useQuery({
    ...trpc.account.cards.queryOptions(),
    refetchInterval: ({ state }) =>
      expecting && !late && (state.data?.length ?? 0) === 0 ? 1_000 : false,
  });
  const awaited = expecting && (query.data?.length ?? 0) === 0;
  return {
    data: query.data,
    isPending: query.isPending,
    saving: awaited && !late,
    late: awaited && late,
  };
}

export type CardsState = ReturnType<typeof useCards>;

/** The card that pays, or the way to add one. */
export function CardChoice({
  cards,
  returnPath,
}: {
  readonly cards: CardsState;
  readonly returnPath: string;
}) {
  const t = useTranslations('start');
  const card = cards.data?.[0];
  return (
    <Card aria-label={t('card')} className="flex flex-col gap-3">
      {cards.isPending && <Skeleton className="h-12 w-full" />}
      {card && <SavedCardLine card={card} />}
      {cards.saving && (
        <p role="status" className="flex items-center gap-3">
          <Spinner />
          {t('savingCard')}
        </p>
      )}
      {cards.late && <Notice tone="check">{t('cardLate')}</Notice>}
      {!cards.isPending && !card && !cards.saving && (
        <>
          <p className="text-sm text-muted">{t('addCardWhy')}</p>
          <AddCardButton look="primary" returnPath={returnPath} />
        </>
      )}
    </Card>
  );
}

export function SavedCardLine({
  card,
}: {
  readonly card: {
    readonly brand: string;
    readonly last4: string;
    readonly expiryMonth: number;
    readonly expiryYear: number;
  };
}) {
  const t = useTranslations('start');
  const month = String(card.expiryMonth).padStart(2, '0');
  return (
    <p className="flex items-center gap-4">
      <CreditCard aria-hidden="true" size={28} className="shrink-0 text-muted" />
      <span>
        <span className="block font-semibold">
          {t('cardName', { brand: brandName(card.brand), last4: card.last4 })}
        </span>
        <span className="tabular block text-sm text-muted">
          {t('cardExpiry', { month, year: String(card.expiryYear) })}
        </span>
      </span>
    </p>
  );
}

/** `visa` is a trade mark: Visa. */
export function brandName(brand: string): string {
  return brand.charAt(0).toUpperCase() + brand.slice(1);
}

/** Leads to the provider's hosted page and back to `returnPath`. */
export function AddCardButton({
  look,
  returnPath,
}: {
  readonly look: 'primary' | 'secondary';
  readonly returnPath: string;
}) {
  const t = useTranslations();
  const trpc = useTRPC();
  const open = useMutation(
    trpc.account.openCardPage.mutationOptions({
      onSuccess: ({ url }) => window.location.assign(url),
    }),
  );
  return (
    <>
      <Button
        look={look}
        busy={open.isPending || open.isSuccess}
        onClick={() => open.mutate({ returnPath })}
      >
        {t('start.addCard')}
      </Button>
      {open.isError && (
        <p role="alert" className="text-sm text-out-of-order">
          {t(`refusals.${refusalFrom(open.error).code}`)}
        </p>
      )}
    </>
  );
}
