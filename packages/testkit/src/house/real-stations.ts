import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { MapTile, StationPage, StationRow } from '@peregrine/services';
import type { House } from './run-house.ts';
import type { Browser } from './sign-in.ts';
import { until } from './until.ts';

/** Real stations of France; the data is not part of the repository but lies beside it. */
export const IRVE_FILE = join(
  import.meta.dirname,
  '../../../../../shared/data/irve_fr_sample_clean.csv.gz',
);
export const isIrveHere = existsSync(IRVE_FILE);
export const IRVE_STATIONS = 10_469;

/** Waits until the worker's first pull of a platform's locations is done; answers how it went. */
export async function pulled(
  house: House,
  partnerName: string,
): Promise<{ seconds: number; objects: number; error: string | null }> {
  return await until(
    `the stations of ${partnerName}`,
    async () => {
      const [pull] = await house.sql<{ seconds: number; objects: number; error: string | null }>(
        `SELECT extract(epoch FROM max(finished_at) FILTER (WHERE module = 'locations')
             - min(started_at))::float8 AS seconds,
           max(objects) FILTER (WHERE module = 'locations') AS objects,
           max(error) AS error
         FROM partner_pull JOIN partner ON partner.id = partner_id
         WHERE name = $1 AND module IN ('tariffs', 'locations')
         HAVING max(cursor) FILTER (WHERE module = 'locations') IS NOT NULL
           OR max(error) IS NOT NULL`,
        [partnerName],
      );
      return pull;
    },
    180_000,
  );
}

export function tileAt(z: number, longitude: number, latitude: number): { x: number; y: number } {
  const count = 2 ** z;
  const radians = (latitude * Math.PI) / 180;
  const row = (1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2;
  return { x: Math.floor(((longitude + 180) / 360) * count), y: Math.floor(row * count) };
}

export async function readTile(
  browser: Browser,
  z: number,
  { x, y }: { readonly x: number; readonly y: number },
  query = '',
): Promise<MapTile> {
  const response = await browser.request(`/api/tiles/${z}/${x}/${y}${query}`);
  if (!response.ok) throw new Error(`tile ${z}/${x}/${y}: ${response.status}`);
  return (await response.json()) as MapTile;
}

/** Every station that a search finds, page by page. */
export async function findAll(browser: Browser, search: object): Promise<StationRow[]> {
  const rows: StationRow[] = [];
  let cursor: string | undefined;
  do {
    const input = { ...search, limit: 100, ...(cursor && { cursor }) };
    const page = await browser.query<StationPage>('stations.find', input);
    rows.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return rows;
}
