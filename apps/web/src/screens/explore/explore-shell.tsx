'use client';

import { type Snap, StationMap, type TileKey } from '@peregrine/ui';
import { LocateFixed } from 'lucide-react';
import { usePathname, useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { SearchBar } from '../find/search-bar.tsx';
import { useExplore } from './explore-state.tsx';
import { PEEK_PIXELS, SnapSheet } from './snap-sheet.tsx';

/** Search, list or station, and the map; the map stays while one moves between them. */
export function ExploreShell({
  mapStyleUrl,
  children,
}: {
  readonly mapStyleUrl: string | undefined;
  readonly children: ReactNode;
}) {
  const explore = useExplore();
  const finding = usePathname() === '/';
  return (
    <div className="relative flex h-[calc(100dvh-3.5rem-env(safe-area-inset-bottom))] overflow-hidden md:h-[calc(100dvh-3.5rem)]">
      <div className="contents md:flex md:h-full md:w-[26rem] md:shrink-0 md:flex-col md:border-r md:border-line md:bg-surface">
        {finding && (
          <div className="absolute inset-x-3 top-3 z-10 md:static md:border-b md:border-line md:p-3">
            <SearchBar />
          </div>
        )}
        <SnapSheet snap={explore.snap} onSnap={explore.setSnap}>
          {children}
        </SnapSheet>
      </div>
      <ExploreMap mapStyleUrl={mapStyleUrl} />
    </div>
  );
}

function ExploreMap({ mapStyleUrl }: { readonly mapStyleUrl: string | undefined }) {
  const t = useTranslations('find');
  const router = useRouter();
  const explore = useExplore();
  const { plugs, minPowerKw, freeNow } = explore.filters;
  const frame = useRef<HTMLDivElement>(null);
  const cover = useCover(frame, explore.snap);
  const plugList = plugs.join(',');
  const tileUrl = useCallback(
    ({ z, x, y }: TileKey) => {
      const query = new URLSearchParams();
      if (plugList) query.set('plugs', plugList);
      if (minPowerKw > 0) query.set('minPowerW', String(minPowerKw * 1000));
      if (freeNow) query.set('availableOnly', '1');
      return `/api/tiles/${z}/${x}/${y}?${query}`;
    },
    [plugList, minPowerKw, freeNow],
  );
  const open = (id: string) => {
    explore.setSnap('half');
    router.push(`/stations/${id}${explore.query}`);
  };
  return (
    <div ref={frame} className="absolute inset-0 md:relative md:inset-auto md:grow">
      <StationMap
        className="size-full"
        initialView={explore.view}
        opening={explore.opening}
        goal={explore.goal}
        here={explore.here}
        selected={explore.selected}
        bottomPadding={cover.pixels}
        covered={cover.whole}
        filesUrl="/map-files"
        styleUrl={mapStyleUrl}
        tileUrl={tileUrl}
        label={t('map')}
        unavailableText={t('mapUnavailable')}
        failedText={t('tilesFailed')}
        onMoved={explore.onMoved}
        onStation={open}
      />
      <button
        type="button"
        onClick={explore.locate}
        aria-label={t('here')}
        className="absolute top-19 right-3 grid size-12 place-items-center rounded-full border border-line bg-surface text-brand hover:bg-raised md:top-auto md:right-4 md:bottom-4"
      >
        <LocateFixed aria-hidden="true" size={22} />
      </button>
      <p
        role="status"
        className="pointer-events-none absolute inset-x-3 top-34 z-10 mx-auto w-fit rounded-full bg-ink px-4 py-2 text-center text-sm text-ground empty:hidden md:top-4"
      >
        {explore.hereFailed ? t('hereFailed') : null}
      </p>
    </div>
  );
}

/**
 * How much of the map's lower part the sheet covers on a phone, and whether that is nearly all of
 * it; none beside a column.
 */
function useCover(frame: { readonly current: HTMLDivElement | null }, snap: Snap) {
  const [cover, setCover] = useState({ pixels: 0, whole: false });
  useEffect(() => {
    const wide = matchMedia('(min-width: 48rem)');
    const measure = () => {
      const half = Math.round((frame.current?.offsetHeight ?? 0) / 2);
      const pixels = snap === 'peek' ? PEEK_PIXELS : half;
      setCover(wide.matches ? { pixels: 0, whole: false } : { pixels, whole: snap === 'full' });
    };
    measure();
    wide.addEventListener('change', measure);
    return () => wide.removeEventListener('change', measure);
  }, [frame, snap]);
  return cover;
}
