import type { StationRecord } from '@peregrine/db';

/** Gateways vouch every 20 s; after a minute without, a station is away and its EVSEs UNKNOWN. */
export const AWAY_AFTER_MS = 60_000;

export function isStationConnected(station: StationRecord, now: Date): boolean {
  const { connectedNode, lastSeenAt } = station;
  if (connectedNode === null || lastSeenAt === null) return false;
  return now.getTime() - lastSeenAt.getTime() <= AWAY_AFTER_MS;
}
