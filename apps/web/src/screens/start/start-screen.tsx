'use client';

import type { QuoteView } from '@peregrine/services';
import {
  Button,
  buttonClass,
  Card,
  formatMoney,
  formatRatedPower,
  formatTime,
  Notice,
  PlugIcon,
  useNow,
} from '@peregrine/ui';
import { useMutation } from '@tanstack/react-query';
import { ArrowLeft, Clock3 } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { useTRPC } from '../../trpc/client.tsx';
import { refusalFrom, type ScreenRefusal } from '../../trpc/refusal.ts';
import { PriceCard } from '../price/price-card.tsx';
import { CardChoice, useCards } from './card-choice.tsx';
import { startIdOf } from './start-id.ts';

/** This plug, this price, this card, one button. */
export function StartScreen({
  quote,
  cardAdded,
  timeZone,
}: {
  readonly quote: QuoteView;
  readonly cardAdded: boolean;
  readonly timeZone: string;
}) {
  const t = useTranslations();
  const locale = useLocale();
  const router = useRouter();
  const now = useNow();
  const trpc = useTRPC();
  const cards = useCards(cardAdded);
  const card = cards.data?.[0];
  const start = useMutation(
    trpc.charges.start.mutationOptions({
      onSuccess: ({ chargeId }) => router.replace(`/charges/${chargeId}`),
    }),
  );
  const expired = Date.parse(quote.expiresAt) <= now;
  const station = `/stations/${quote.stationId}`;
  const refusal = start.isError ? refusalFrom(start.error) : undefined;

  return (
    <article className="mx-auto flex w-full max-w-lg flex-col gap-4 px-4 py-4">
      <header>
        <Link
          href={station}
          className="-ml-2 flex h-11 w-fit items-center gap-1.5 rounded-control px-2 text-sm font-semibold text-brand hover:bg-raised"
        >
          <ArrowLeft aria-hidden="true" size={18} />
          {quote.stationName}
        </Link>
        <h1 className="text-xl font-bold">{t('start.title')}</h1>
      </header>
      <Card className="flex items-center gap-4">
        <PlugIcon plug={quote.plug} size={40} />
        <p className="min-w-0">
          <span className="block font-semibold">
            {t('start.where', { label: quote.evseLabel })}
          </span>
          <span className="block text-sm text-muted">
            {t(`plugs.${quote.plug}`)} · {formatRatedPower(quote.powerW, locale)} ·{' '}
            {quote.stationName}
          </span>
        </p>
      </Card>
      <Card aria-label={t('start.price')} className="flex flex-col gap-3">
        <PriceCard price={quote.price} />
        {!expired && (
          <p className="flex items-center gap-1.5 text-sm text-muted">
            <Clock3 aria-hidden="true" size={14} />
            {t('start.expires', { time: formatTime(quote.expiresAt, timeZone, locale) })}
          </p>
        )}
      </Card>
      <CardChoice cards={cards} returnPath={`/start/${quote.id}`} />
      {expired || refusal?.code === 'quote-expired' ? (
        <Notice tone="check" icon={Clock3} title={t('start.expired')}>
          <Link href={station} className={buttonClass('secondary', 'mt-2 w-fit')}>
            {t('start.newPrice')}
          </Link>
        </Notice>
      ) : (
        <div className="flex flex-col gap-3">
          {card && (
            <p className="text-sm text-muted">
              {t('start.hold', { amount: formatMoney(quote.hold, locale) })}
            </p>
          )}
          {refusal && <StartRefused refusal={refusal} station={station} />}
          {card && (
            <Button
              look="primary"
              className="min-h-14 text-lg"
              busy={start.isPending || start.isSuccess}
              onClick={() => start.mutate({ startId: startIdOf(quote.id), quoteId: quote.id })}
            >
              {t('start.now')}
            </Button>
          )}
          {card && <p className="text-center text-sm text-muted">{t('start.noteFirst')}</p>}
        </div>
      )}
    </article>
  );
}

function StartRefused({
  refusal,
  station,
}: {
  readonly refusal: ScreenRefusal;
  readonly station: string;
}) {
  const t = useTranslations();
  const elsewhere = refusal.code === 'evse-unavailable';
  const unpaid = refusal.code === 'unpaid-invoice';
  return (
    <div role="alert">
      <Notice tone="bad" title={t(`refusals.${refusal.code}`)}>
        {(elsewhere || unpaid) && (
          <Link
            href={unpaid ? '/charges' : station}
            className={buttonClass('secondary', 'mt-2 w-fit')}
          >
            {unpaid ? t('app.charges') : t('charge.tryOther')}
          </Link>
        )}
      </Notice>
    </div>
  );
}
