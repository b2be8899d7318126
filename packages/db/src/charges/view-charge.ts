import type { PartyRef } from '@peregrine/domain';
import type { Tx } from '../client/open-database.ts';

/** Where a charge is, as far as we know the place; else only what the partner calls it. */
export type ChargePlace = {
  readonly stationId: string;
  readonly name: string;
  readonly address: string;
  readonly city: string;
  readonly timeZone: string;
  readonly operatorName: string;
  readonly evseId: string | null;
  readonly evseUid: string;
  readonly physicalReference: string | null;
  readonly plug: string | null;
  readonly maxPowerW: number | null;
};

export async function findChargePlace(
  tx: Tx,
  charge: {
    readonly partnerId: string;
    readonly party: PartyRef;
    readonly locationId: string;
    readonly evseUid: string;
    readonly connectorId: string;
  },
): Promise<ChargePlace | undefined> {
  const { party, connectorId, evseUid } = charge;
  const row = await tx.location.findUnique({
    where: {
      partnerId_countryCode_partyId_locationId: {
        partnerId: charge.partnerId,
        countryCode: party.countryCode,
        partyId: party.partyId,
        locationId: charge.locationId,
      },
    },
    select: {
      id: true,
      name: true,
      address: true,
      city: true,
      timeZone: true,
      operatorName: true,
      evses: {
        where: { evseUid },
        select: { evseId: true, physicalReference: true, connectors: true },
      },
    },
  });
  if (!row) return undefined;
  const [evse] = row.evses;
  const connectors = evse?.connectors ?? [];
  const connector = connectors.find((one) => one.connectorId === connectorId) ?? connectors[0];
  return {
    stationId: row.id,
    name: row.name,
    address: row.address,
    city: row.city,
    timeZone: row.timeZone,
    operatorName: row.operatorName,
    evseId: evse?.evseId ?? null,
    evseUid,
    physicalReference: evse?.physicalReference ?? null,
    plug: connector?.plug ?? null,
    maxPowerW: connector?.maxPowerW ?? null,
  };
}

export type FreeEvse = {
  readonly stationId: string;
  readonly name: string;
  readonly evseId: string | null;
  readonly evseUid: string;
  readonly physicalReference: string | null;
  readonly distanceM: number;
};

/**
 * Free EVSEs with a plug near a station, one a station but all of its own, nearest first. Distances
 * on a sphere, in metres.
 */
export async function findFreeEvsesNear(
  tx: Tx,
  near: { readonly stationId: string; readonly plug: string; readonly exceptEvseUid: string },
): Promise<FreeEvse[]> {
  return await tx.$queryRaw<FreeEvse[]>`
    WITH here AS (SELECT id, point FROM location WHERE id = ${near.stationId}::uuid),
    nearby AS (
      SELECT location.id, location.name, location.point, here.point AS origin
      FROM location, here
      WHERE location.publish AND location.available_count > 0
        AND ${near.plug} = ANY(location.plugs)
      ORDER BY location.point <-> here.point LIMIT 8
    )
    SELECT nearby.id::text AS "stationId", nearby.name, free."evseId", free."evseUid",
      free."physicalReference",
      (6371000 * 2 * asin(least(1, sqrt(
        sin(radians(nearby.point[1] - origin[1]) / 2) ^ 2
        + cos(radians(nearby.point[1])) * cos(radians(origin[1]))
        * sin(radians(nearby.point[0] - origin[0]) / 2) ^ 2))))::int AS "distanceM"
    FROM nearby, LATERAL (
      SELECT evse.evse_id AS "evseId", evse.evse_uid AS "evseUid",
        evse.physical_reference AS "physicalReference"
      FROM evse WHERE evse.location_row_id = nearby.id AND evse.status = 'AVAILABLE'
        AND ${near.plug} = ANY(evse.plugs)
        AND NOT (nearby.id = ${near.stationId}::uuid AND evse.evse_uid = ${near.exceptEvseUid})
      ORDER BY evse.evse_uid LIMIT 1
    ) free
    ORDER BY "distanceM" LIMIT 3`;
}

export type TimelineEntry = { readonly event: string; readonly at: Date };

/** What happened to a charge, oldest first. */
export async function listChargeEvents(tx: Tx, chargeId: string): Promise<TimelineEntry[]> {
  return await tx.chargeEvent.findMany({
    where: { chargeId },
    select: { event: true, at: true },
    orderBy: { id: 'asc' },
  });
}

export type ChargeListRow = {
  readonly id: string;
  readonly start: string;
  readonly energy: string;
  readonly settlement: string;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly locationId: string;
  readonly stationName: string | null;
  readonly city: string | null;
  readonly timeZone: string | null;
  readonly energyKwh: string | null;
  readonly totalMinor: bigint | null;
  readonly currency: string | null;
};

/**
 * A driver's charges, newest first, with the energy of the CDR or else of the session. `before` is a
 * charge's id: records of one delivery may have been created in one instant.
 */
export async function listDriverCharges(
  tx: Tx,
  page: { readonly userId: string; readonly before: string | null; readonly limit: number },
): Promise<ChargeListRow[]> {
  const rows = await tx.charge.findMany({
    where: { userId: page.userId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: page.limit,
    ...(page.before ? { cursor: { id: page.before }, skip: 1 } : {}),
    include: {
      evse: { select: { location: { select: { name: true, city: true, timeZone: true } } } },
      session: { select: { energyKwh: true } },
      cdrs: { select: { energyKwh: true }, orderBy: { receivedAt: 'asc' }, take: 1 },
      invoice: { select: { totalMinor: true, currency: true } },
    },
  });
  return rows.map((row) => ({
    id: row.id,
    start: row.startState,
    energy: row.energyState,
    settlement: row.settlementState,
    createdAt: row.createdAt,
    startedAt: row.startedAt,
    locationId: row.locationId,
    stationName: row.evse?.location.name ?? null,
    city: row.evse?.location.city ?? null,
    timeZone: row.evse?.location.timeZone ?? null,
    energyKwh: (row.cdrs[0] ?? row.session)?.energyKwh.toFixed() ?? null,
    totalMinor: row.invoice?.totalMinor ?? null,
    currency: row.invoice?.currency ?? null,
  }));
}
