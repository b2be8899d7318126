import { cookies } from 'next/headers';
import { cache } from 'react';
import { readEnvironment } from '../../env.ts';
import { api } from '../../trpc/server.ts';
import type { MapStart } from './explore-state.tsx';
import { parseView } from './find-filters.ts';
import { LAST_VIEW_COOKIE } from './last-view.ts';

const WORLD = { center: { latitude: 30, longitude: 10 }, zoom: 2 };

/** Where the map opens: as this device left it, else as deployed, else on all stations known. */
export const startOfMap = cache(async (): Promise<MapStart> => {
  const last = parseView((await cookies()).get(LAST_VIEW_COOKIE)?.value);
  const view = last ?? parseView(readEnvironment().MAP_VIEW);
  if (view) return { view };
  const extent = await (await api()).stations.extent();
  if (!extent) return { view: WORLD };
  const { west, south, east, north } = extent;
  const center = { latitude: (south + north) / 2, longitude: (west + east) / 2 };
  return { view: { center, zoom: 5 }, extent };
});
