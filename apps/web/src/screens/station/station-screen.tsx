'use client';

import type { StationView } from '@peregrine/services';
import { Badge, buttonClass, Card } from '@peregrine/ui';
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, Clock3, Navigation } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { useTRPC } from '../../trpc/client.tsx';
import { useExplore } from '../explore/explore-state.tsx';
import { PriceCard } from '../price/price-card.tsx';
import { commonPrice } from '../price/short-price.ts';
import { EvseList } from './evse-list.tsx';

/** A station: its price first, then each charging point with its status and age. */
export function StationScreen({
  initial,
  signedIn,
}: {
  readonly initial: StationView;
  readonly signedIn: boolean;
}) {
  const t = useTranslations();
  const trpc = useTRPC();
  const { query, select } = useExplore();
  useMapAt(initial.point);
  const { data: station } = useQuery({
    ...trpc.stations.view.queryOptions({ id: initial.id }),
    initialData: initial,
    refetchInterval: 15_000,
  });
  const { latitude, longitude } = station.point;
  useEffect(() => {
    select({ latitude, longitude });
    return () => select(undefined);
  }, [latitude, longitude, select]);
  const prices = station.evses.flatMap((evse) => evse.connectors.map((it) => it.price));
  const common = commonPrice(prices);
  const directions = `https://www.openstreetmap.org/directions?to=${latitude}%2C${longitude}`;

  return (
    <article className="flex flex-col gap-5 px-4 pb-8 md:pt-2">
      <header className="flex flex-col gap-1">
        <Link
          href={`/${query}`}
          className="-ml-2 flex h-11 w-fit items-center gap-1.5 rounded-control px-2 text-sm font-semibold text-brand hover:bg-raised"
        >
          <ArrowLeft aria-hidden="true" size={18} />
          {t('app.back')}
        </Link>
        <h1 className="text-lg font-bold">{station.name}</h1>
        <p className="text-muted">
          {station.address}, {station.postalCode} {station.city}
        </p>
        <p className="text-sm text-muted">
          {t('station.operator', { name: station.operatorName })}
          {station.kind === 'own' && ` · ${t('station.own')}`}
        </p>
        <div className="mt-2 flex flex-wrap items-center gap-2">
          <OpenBadge open={station.open} />
          <a
            href={directions}
            target="_blank"
            rel="noreferrer"
            className={buttonClass('secondary', 'px-3 text-sm')}
          >
            <Navigation aria-hidden="true" size={16} />
            {t('station.directions')}
          </a>
        </div>
      </header>
      {common && (
        <Card aria-label={t('price.allIn')}>
          <PriceCard price={common} />
        </Card>
      )}
      <section className="flex flex-col gap-3">
        <h2 className="text-base font-semibold">{t('station.plugsTitle')}</h2>
        <EvseList station={station} signedIn={signedIn} showPrices={common === undefined} />
      </section>
    </article>
  );
}

/** The map shows the station: it moves there once, unless the place is in view already. */
function useMapAt(point: StationView['point']): void {
  const { bounds, view, flyTo } = useExplore();
  const inView =
    bounds !== undefined &&
    point.longitude > bounds.west &&
    point.longitude < bounds.east &&
    point.latitude > bounds.south &&
    point.latitude < bounds.north;
  const wanted = useRef(!inView);
  const zoom = Math.max(view.zoom, 12);
  useEffect(() => {
    if (!wanted.current) return;
    wanted.current = false;
    flyTo({ center: point, zoom });
  }, [point, zoom, flyTo]);
}

function OpenBadge({ open }: { readonly open: StationView['open'] }) {
  const t = useTranslations('station');
  if (open === 'unknown') return null;
  return (
    <Badge tone={open === 'open' ? 'good' : 'check'} className="h-8 px-3">
      <Clock3 aria-hidden="true" size={14} />
      {t(open)}
    </Badge>
  );
}
