import { findStationById, listOpenTransactions, listStationConnectors } from '@peregrine/db';
import {
  type ConnectorStatus,
  type EvseStatus,
  type EvseUpdate,
  evseStatusOf,
  instantOf,
} from '@peregrine/domain';
import type { Context } from '../context.ts';
import { acceptEvseUpdates } from '../locations/accept-evse-updates.ts';
import { actingAsOwnPartner, ownLocation, ownPartner, stationOfEvseUid } from './own-site.ts';

/**
 * Tells the house the status of a station's EVSEs, as any partner would: what its connectors said
 * last, and UNKNOWN while it is away, except that an open transaction keeps its EVSE CHARGING.
 */
export async function reportEvseStatuses(ctx: Context, stationId: string): Promise<void> {
  const own = await ownPartner(ctx);
  const station = await findStationById(ctx.db.read, stationId);
  const location = station && (await ownLocation(ctx, own, station.locationId));
  if (!station || !location) return;
  const told = new Map(
    (await listStationConnectors(ctx.db.read, stationId)).map((row) => [
      row.connector,
      row.status as ConnectorStatus,
    ]),
  );
  const open = await listOpenTransactions(ctx.db.read, { stationId });
  const charging = new Set(open.map(({ connector }) => connector));
  const lastUpdated = instantOf(ctx.clock.now());
  const items: { value: EvseUpdate; findings: [] }[] = [];
  for (const evse of location.evses) {
    const { identity, connector } = stationOfEvseUid(evse.evseUid);
    if (identity !== station.identity) continue;
    const away = station.awayMarkedAt !== null;
    const status = statusOf(told, connector, away, charging.has(connector));
    if (status === undefined) continue;
    items.push({
      value: {
        party: own.party,
        locationId: location.locationId,
        evseUid: evse.evseUid,
        evse: { ...evse, status, lastUpdated },
      },
      findings: [],
    });
  }
  if (items.length === 0) return;
  await acceptEvseUpdates(actingAsOwnPartner(ctx, own), { partnerId: own.partnerId, items });
}

/** Undefined: the station never said, so what is known stays. */
function statusOf(
  told: ReadonlyMap<number, ConnectorStatus>,
  connector: number,
  away: boolean,
  hasOpenTransaction: boolean,
): EvseStatus | undefined {
  if (away) return hasOpenTransaction ? 'CHARGING' : 'UNKNOWN';
  // Connector 0 speaks for all when the station as a whole is broken (OCPP 1.6, 4.9).
  const whole = told.get(0);
  if (whole === 'Faulted' || whole === 'Unavailable') return evseStatusOf(whole);
  const own = told.get(connector);
  return own && evseStatusOf(own);
}
