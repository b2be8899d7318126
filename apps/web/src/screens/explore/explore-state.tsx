'use client';

import type { GeoPoint } from '@peregrine/domain';
import type { Bounds, MapView, Snap } from '@peregrine/ui';
import { useSearchParams } from 'next/navigation';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react';
import { type FindFilters, parseFilters, parseView, toQuery } from './find-filters.ts';
import { rememberView } from './last-view.ts';

export type Explore = {
  readonly filters: FindFilters;
  readonly change: (change: Partial<FindFilters>) => void;
  /** The query that keeps filters and map on links between list and station. */
  readonly query: string;
  readonly view: MapView;
  /** All stations: what the map opens on where no view is asked for or remembered. */
  readonly opening: Bounds | undefined;
  /** Whether the URL or the reader has put the map somewhere. */
  readonly placed: boolean;
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

/** Where the map opens without a place in the URL: at a view, or on all stations. */
export type MapStart = { readonly view: MapView; readonly extent?: Bounds | undefined };

/** What list, station and map share while the reader looks around. */
export function ExploreProvider({
  start,
  children,
}: {
  readonly start: MapStart;
  readonly children: ReactNode;
}) {
  const parameters = useSearchParams();
  const [filters, setFilters] = useState(() => parseFilters(parameters));
  const [opened] = useState(() => parseView(parameters.get('at')));
  const [moved, setMoved] = useState<{ view: MapView; bounds: Bounds }>();
  const [goal, flyTo] = useState<MapView>();
  const [selected, select] = useState<GeoPoint>();
  const [snap, setSnap] = useState<Snap>('half');
  const position = usePosition(flyTo);
  const query = toQuery(filters, moved?.view ?? opened);

  // A navigation brought other parameters: a link, or back and forward.
  useEffect(() => setFilters(parseFilters(parameters)), [parameters]);
  useEffect(() => mirrorInUrl(query), [query]);
  const onMoved = useCallback((view: MapView, bounds: Bounds) => {
    setMoved({ view, bounds });
    rememberView(view);
  }, []);
  const change = useCallback(
    (wished: Partial<FindFilters>) => setFilters((known) => changed(known, wished)),
    [],
  );

  const explore: Explore = {
    filters,
    change,
    query,
    view: moved?.view ?? opened ?? start.view,
    opening: opened ? undefined : start.extent,
    placed: moved !== undefined || opened !== undefined,
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

/**
 * Writes the query into the address bar behind Next's back: through its own `replaceState` a moving
 * map would call off a navigation that is under way.
 */
function mirrorInUrl(query: string): void {
  const { pathname } = window.location;
  if (pathname !== '/' && !pathname.startsWith('/stations/')) return;
  History.prototype.replaceState.call(window.history, window.history.state, '', pathname + query);
}

/** The same object where nothing changed, so that nothing is drawn anew. */
function changed(known: FindFilters, wished: Partial<FindFilters>): FindFilters {
  const next = { ...known, ...wished };
  return JSON.stringify(next) === JSON.stringify(known) ? known : next;
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
