'use client';

import type { GeoPoint } from '@peregrine/domain';
import { useEffect, useRef, useState } from 'react';
import { classNames } from '../class-names.ts';
import type { StationMapControl } from './create-station-map.ts';
import type { Bounds, MapView, TileKey } from './map-tile.ts';

export type StationMapProps = {
  /** Where the map opens; later moves are the reader's, or `goal`. */
  readonly initialView: MapView;
  /** Opens on all of this instead, when given. */
  readonly opening?: Bounds | undefined;
  /** A place to fly to; a new object flies again. Known before the map opens, it opens there. */
  readonly goal?: MapView | undefined;
  /** Whether something lies over the map: it flies to its goal when it is seen again. */
  readonly covered?: boolean;
  readonly here?: GeoPoint | undefined;
  readonly selected?: GeoPoint | undefined;
  readonly bottomPadding?: number;
  readonly filesUrl: string;
  readonly styleUrl?: string | undefined;
  /** Must change its identity when the filters change. */
  readonly tileUrl: (key: TileKey) => string;
  readonly label: string;
  /** Shown instead of the map where WebGL is missing. */
  readonly unavailableText: string;
  readonly failedText: string;
  readonly onMoved: (view: MapView, bounds: Bounds) => void;
  readonly onStation: (stationId: string) => void;
  readonly className?: string;
};

/** The map of stations. A list with the same content stands beside it: see the Find screen. */
export function StationMap(props: StationMapProps) {
  const container = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const reached = useRef<MapView>(undefined);
  const [control, setControl] = useState<StationMapControl>();
  const [broken, setBroken] = useState(false);
  const [tilesFailed, setTilesFailed] = useState(false);

  useEffect(() => {
    const element = container.current;
    if (!element) return;
    let gone = false;
    let opened: StationMapControl | undefined;
    openLazily(element, { latest, reached }, setTilesFailed, () => gone).then(
      (created) => {
        opened = created;
        if (gone) created?.destroy();
        else setControl(created);
      },
      (cause: unknown) => {
        console.error('the map could not be drawn', cause);
        if (!gone) setBroken(true);
      },
    );
    return () => {
      gone = true;
      opened?.destroy();
    };
  }, []);

  useEffect(() => control?.setTileUrl(props.tileUrl), [control, props.tileUrl]);
  useEffect(() => control?.setHere(props.here), [control, props.here]);
  useEffect(() => control?.setSelected(props.selected), [control, props.selected]);
  useEffect(
    () => control?.setBottomPadding(props.bottomPadding ?? 0),
    [control, props.bottomPadding],
  );
  useEffect(() => {
    if (!control || !props.goal || props.covered || reached.current === props.goal) return;
    reached.current = props.goal;
    control.flyTo(props.goal);
  }, [control, props.goal, props.covered]);
  useEffect(() => (control ? watchTheme(control.recolour) : undefined), [control]);

  return (
    <div className={classNames('relative bg-map-water', props.className)}>
      {/* MapLibre's own sheet sets position: relative, so the size has to come from size-full. */}
      <div ref={container} className="size-full" data-map-ready={control !== undefined} />
      {broken && (
        <p className="absolute inset-0 grid place-items-center p-8 text-center text-sm text-muted">
          {props.unavailableText}
        </p>
      )}
      {tilesFailed && !broken && (
        <p
          role="status"
          className="absolute inset-x-4 top-20 mx-auto w-fit rounded-full bg-ink px-4 py-2 text-sm text-ground"
        >
          {props.failedText}
        </p>
      )}
    </div>
  );
}

/** After the list, which can be used before there is a map. */
async function openLazily(
  container: HTMLElement,
  {
    latest,
    reached,
  }: {
    readonly latest: { readonly current: StationMapProps };
    readonly reached: { current: MapView | undefined };
  },
  onTilesFailed: (failed: boolean) => void,
  isGone: () => boolean,
): Promise<StationMapControl | undefined> {
  await idlePage();
  if (isGone()) return undefined;
  const { createStationMap } = await import('./create-station-map.ts');
  const { initialView, goal, bottomPadding = 0, filesUrl, styleUrl, label } = latest.current;
  reached.current = goal;
  return createStationMap({
    container,
    language: document.documentElement.lang || 'en',
    view: goal ?? initialView,
    opening: goal ? undefined : latest.current.opening,
    bottomPadding,
    filesUrl,
    styleUrl,
    label,
    reducedMotion: matchMedia('(prefers-reduced-motion: reduce)').matches,
    tileUrl: (key) => latest.current.tileUrl(key),
    onMoved: (view, bounds) => latest.current.onMoved(view, bounds),
    onStation: (id) => latest.current.onStation(id),
    onTilesFailed,
  });
}

/** Resolves when nothing more urgent is left to do, and in any case soon. */
function idlePage(): Promise<void> {
  return new Promise((resolve) => {
    // Safari has no idle callback.
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: 1_000 });
    else setTimeout(resolve, 100);
  });
}

/** Calls back when the colours change: by the system, or by the reader's choice on <html>. */
function watchTheme(onChange: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const chosen = new MutationObserver(onChange);
  system.addEventListener('change', onChange);
  chosen.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => {
    system.removeEventListener('change', onChange);
    chosen.disconnect();
  };
}
