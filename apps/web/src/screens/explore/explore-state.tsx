'use client';

import type { GeoPoint } from '@peregrine/domain';
import type { Bounds, MapView, Snap } from '@peregrine/ui';
import { usePathname, useSearchParams } from 'next/navigation';
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
} from 'react';
import { type FindFilters, parseFilters, parseView, toQuery } from './find-filters.ts';

export type Explore = {
  readonly filters: FindFilters;
  readonly change: (change: Partial<FindFilters>) => void;
  /** The query that keeps filters and map on links between list and station. */
  readonly query: string;
  readonly view: MapView;
  readonly bounds: Bounds | undefined;
  readonly onMoved: (view: MapView, bounds: Bounds) => void;
  readonly goal: MapView | undefined;
  readonly flyTo: (view: MapView) => void;
  readonly here: GeoPoint | undefined;
  readonly locate: () => void;
  readonly hereFailed: boolean;
  readonly selected: GeoPoint | undefined;
  readonly select: (point: GeoPoint | undefined) => void;
  readonly snap: Snap;
  readonly setSnap: (snap: Snap) => void;
};

const ExploreContext = createContext<Explore | undefined>(undefined);

export function useExplore(): Explore {
  const explore = useContext(ExploreContext);
  if (!explore) throw new Error('useExplore needs an ExploreProvider above it');
  return explore;
}

/** What list, station and map share while the reader looks around. */
export function ExploreProvider({
  defaultView,
  children,
}: {
  readonly defaultView: MapView;
  readonly children: ReactNode;
}) {
  const parameters = useSearchParams();
  const path = usePathname();
  const filters = useMemo(() => parseFilters(parameters), [parameters]);
  const [moved, setMoved] = useState<{ view: MapView; bounds: Bounds }>();
  const [opened] = useState(() => parseView(parameters.get('at')));
  const [goal, flyTo] = useState<MapView>();
  const [selected, select] = useState<GeoPoint>();
  const [snap, setSnap] = useState<Snap>('half');
  const view = moved?.view ?? opened ?? defaultView;
  const position = usePosition(flyTo);

  const replace = useCallback(
    (next: FindFilters, at: MapView | undefined) => {
      window.history.replaceState(null, '', `${path}${toQuery(next, at)}`);
    },
    [path],
  );
  const onMoved = useCallback(
    (nextView: MapView, bounds: Bounds) => {
      setMoved({ view: nextView, bounds });
      replace(filters, nextView);
    },
    [filters, replace],
  );
  const change = useCallback(
    (wished: Partial<FindFilters>) => replace({ ...filters, ...wished }, moved?.view ?? opened),
    [filters, moved, opened, replace],
  );

  const explore: Explore = {
    filters,
    change,
    query: toQuery(filters, moved?.view ?? opened),
    view,
    bounds: moved?.bounds,
    onMoved,
    goal,
    flyTo,
    ...position,
    selected,
    select,
    snap,
    setSnap,
  };
  return <ExploreContext value={explore}>{children}</ExploreContext>;
}

function usePosition(flyTo: (view: MapView) => void) {
  const [here, setHere] = useState<GeoPoint>();
  const [hereFailed, setHereFailed] = useState(false);
  const locate = useCallback(() => {
    if (!('geolocation' in navigator)) {
      setHereFailed(true);
      return;
    }
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const point = { latitude: coords.latitude, longitude: coords.longitude };
        setHere(point);
        setHereFailed(false);
        flyTo({ center: point, zoom: 13 });
      },
      () => setHereFailed(true),
      { enableHighAccuracy: true, timeout: 10_000, maximumAge: 60_000 },
    );
  }, [flyTo]);
  useEffect(() => {
    if (!hereFailed) return;
    const timer = setTimeout(() => setHereFailed(false), 6_000);
    return () => clearTimeout(timer);
  }, [hereFailed]);
  return { here, locate, hereFailed };
}
