'use client';

import type { StationRow } from '@peregrine/services';
import {
  FreeCount,
  formatAge,
  formatDistance,
  formatRatedPower,
  formatUnitPrice,
  isStale,
  useNow,
} from '@peregrine/ui';
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';

/** A station of the list: name and price, then what is free, how fast, how far, how fresh. */
export function StationListRow({
  station,
  href,
  onOpen,
}: {
  readonly station: StationRow;
  readonly href: string;
  readonly onOpen: () => void;
}) {
  const t = useTranslations();
  const locale = useLocale();
  const now = useNow();
  const stale = isStale(station.statusAt, now);
  const { availableCount: available, evseCount: total, energyPrice } = station;
  return (
    <Link
      href={href}
      onClick={onOpen}
      prefetch={false}
      className="flex flex-col gap-1.5 px-4 py-3 hover:bg-raised focus-visible:outline-offset-[-3px]"
    >
      <span className="flex items-baseline justify-between gap-3">
        <span className="min-w-0 truncate font-semibold">{station.name}</span>
        {energyPrice ? (
          <span className="tabular shrink-0 font-semibold">
            {formatUnitPrice(energyPrice.allIn, energyPrice.currency, locale)}
            <span className="text-xs font-medium text-muted">/kWh</span>
          </span>
        ) : (
          <span className="shrink-0 text-sm text-muted">{t('find.priceUnknown')}</span>
        )}
      </span>
      <span className="truncate text-sm text-muted">
        {station.address}, {station.city} · {station.operatorName}
      </span>
      <span className="flex items-center gap-3 text-sm">
        <FreeCount
          available={available}
          all={total}
          availability={station.availability}
          faded={stale}
          label={t('status.freeOf', { available, total })}
        />
        <span className="tabular min-w-0 truncate">
          {formatRatedPower(station.maxPowerW, locale)}
          <span className="text-muted">
            {' · '}
            {station.plugs.map((plug) => t(`plugs.${plug}`)).join(', ')}
          </span>
        </span>
        <span className="tabular ml-auto shrink-0 text-right text-muted">
          {station.distanceM !== undefined && formatDistance(station.distanceM, locale)}
          {stale && ` · ${formatAge(station.statusAt, now, locale)}`}
        </span>
      </span>
    </Link>
  );
}
