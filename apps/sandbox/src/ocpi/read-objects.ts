import { now, type Platform, type PlatformState } from './platform.ts';
import type { WireEvse, WireLocation, WireTariff } from './wire.ts';

/** A half-open window over `last_updated`, as texts in UTC (OCPI: date_from, date_to). */
export type Window = { from?: string; to?: string };

/** `count`: how many there are on all pages. */
export type Page<T> = { items: T[]; count: number };

/** Whether an instant lies in the window; both are compared as times, not as texts. */
export function isInWindow(at: string, window: Window): boolean {
  const time = Date.parse(at);
  if (window.from !== undefined && time < Date.parse(window.from)) return false;
  return window.to === undefined || time < Date.parse(window.to);
}

/** A location as it stands: the world's, with the statuses that changed since. */
export function readLocation(platform: Platform, index: number): WireLocation {
  const location = platform.world.sites.read(index, platform.state.createdAt);
  const changed = platform.state.statuses[location.id];
  if (!changed) return location;
  for (const evse of location.evses) {
    const change = changed[evse.uid];
    if (!change) continue;
    evse.status = change.status;
    evse.last_updated = change.at;
    if (change.at > location.last_updated) location.last_updated = change.at;
  }
  return location;
}

/** A page of locations in the order of their creation; only the page itself is built. */
export function pageLocations(
  platform: Platform,
  window: Window,
  offset: number,
  limit: number,
): Page<WireLocation> {
  const indexes = indexesInWindow(platform, window);
  const count = typeof indexes === 'number' ? indexes : indexes.length;
  const items: WireLocation[] = [];
  for (let at = offset; at < Math.min(count, offset + limit); at += 1) {
    const index = typeof indexes === 'number' ? at : indexes[at];
    if (index !== undefined) items.push(readLocation(platform, index));
  }
  return { items, count };
}

/** All of them as a count, or the positions of those whose `last_updated` fits. */
function indexesInWindow(platform: Platform, window: Window): number | number[] {
  const { sites } = platform.world;
  const { createdAt, statuses } = platform.state;
  const untouchedFit = isInWindow(createdAt, window);
  if (untouchedFit && window.to === undefined) return sites.count;
  const touched = Object.keys(statuses)
    .map((id) => sites.indexOfLocation(id))
    .filter((index) => index !== undefined)
    .sort((a, b) => a - b);
  const fits = (index: number) => isInWindow(readLocation(platform, index).last_updated, window);
  if (!untouchedFit) return touched.filter(fits);
  const without = new Set(touched.filter((index) => !fits(index)));
  return Array.from({ length: sites.count }, (_, index) => index).filter((i) => !without.has(i));
}

export function readTariffs(platform: Platform): WireTariff[] {
  return platform.world.tariffs.map(
    (tariff) => platform.state.tariffs[tariffKey(tariff)] ?? tariff,
  );
}

export function findTariff(
  platform: Platform,
  location: WireLocation,
  tariffId: string | undefined,
): WireTariff | undefined {
  return readTariffs(platform).find(
    (tariff) => tariff.id === tariffId && tariff.party_id === location.party_id,
  );
}

export function tariffKey(tariff: { party_id: string; id: string }): string {
  return `${tariff.party_id}/${tariff.id}`;
}

export type Spot = { location: WireLocation; evse: WireEvse };

/** An EVSE by its uid, anywhere on the platform. */
export function findSpot(platform: Platform, evseUid: string): Spot | undefined {
  const index = platform.world.sites.indexOfEvse(evseUid);
  if (index === undefined) return undefined;
  const location = readLocation(platform, index);
  const evse = location.evses.find(({ uid }) => uid === evseUid);
  return evse && { location, evse };
}

/** Notes a new status; answers when it was, or undefined when it was so already. */
export function setEvseStatus(
  platform: Platform,
  spot: Spot,
  status: string,
): { at: string } | undefined {
  const statuses: PlatformState['statuses'] = platform.state.statuses;
  if (spot.evse.status === status) return undefined;
  const at = now(platform);
  statuses[spot.location.id] ??= {};
  const ofLocation = statuses[spot.location.id];
  if (ofLocation) ofLocation[spot.evse.uid] = { status, at };
  spot.evse.status = status;
  platform.touch();
  return { at };
}
