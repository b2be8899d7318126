import type { MapView } from '@peregrine/ui';
import { viewText } from './find-filters.ts';

/** Where the map of this device stood last, as `latitude,longitude,zoom`. */
export const LAST_VIEW_COOKIE = 'map-view';
const YEAR_SECONDS = 365 * 86_400;

/** A cookie, since the server lists the first stations; to a kilometre: towns, no doors. */
export function rememberView(view: MapView): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser
  document.cookie = `${LAST_VIEW_COOKIE}=${viewText(view, 2)}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
}
