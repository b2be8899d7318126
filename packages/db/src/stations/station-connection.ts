import type { Tx } from '../client/open-database.ts';
import type { ChargingStation } from '../generated/client.ts';

export type StationRecord = ChargingStation;

export async function findStationByIdentity(
  t: Tx,
  identity: string,
): Promise<StationRecord | undefined> {
  return (await t.chargingStation.findUnique({ where: { identity } })) ?? undefined;
}

/**
 * Takes the station's row for this transaction: events of two sockets of one station (a new one
 * beside a dying one) are written one after the other.
 */
export async function lockStation(tx: Tx, stationId: string): Promise<StationRecord> {
  await tx.$queryRaw`SELECT 1 FROM charging_station WHERE id = ${stationId}::uuid FOR UPDATE`;
  return tx.chargingStation.findUniqueOrThrow({ where: { id: stationId } });
}

/** A new connection: answers its epoch, higher than that of every connection before. */
export async function openStationConnection(
  tx: Tx,
  connection: { stationId: string; node: string; protocol: string; at: Date },
): Promise<number> {
  const { connectionEpoch } = await tx.chargingStation.update({
    where: { id: connection.stationId },
    data: {
      connectedNode: connection.node,
      protocol: connection.protocol,
      connectionEpoch: { increment: 1 },
      connectedAt: connection.at,
      lastSeenAt: connection.at,
      awayMarkedAt: null,
    },
    select: { connectionEpoch: true },
  });
  return connectionEpoch;
}

/** Does nothing when a newer connection took over. */
export async function closeStationConnection(
  tx: Tx,
  connection: { stationId: string; epoch: number; at: Date },
): Promise<void> {
  await tx.chargingStation.updateMany({
    where: { id: connection.stationId, connectionEpoch: connection.epoch },
    data: { connectedNode: null, lastSeenAt: connection.at },
  });
}

/** A socket that a gateway holds, with the epoch that fences it. */
export type HeldConnection = { readonly stationId: string; readonly epoch: number };

/**
 * A gateway vouches for the sockets that it holds, where no newer connection took over. Answers the
 * stations that had been marked away meanwhile, while the gateway or the database stood still.
 */
export async function touchStationConnections(
  tx: Tx,
  input: { node: string; held: readonly HeldConnection[]; at: Date },
): Promise<string[]> {
  const ids = input.held.map(({ stationId }) => stationId);
  const epochs = input.held.map(({ epoch }) => epoch);
  const back = await tx.$queryRaw<{ id: string }[]>`
    UPDATE charging_station s SET away_marked_at = NULL, connected_node = ${input.node}
    FROM unnest(${ids}::uuid[], ${epochs}::int[]) AS held(id, epoch)
    WHERE s.id = held.id AND s.connection_epoch = held.epoch AND s.away_marked_at IS NOT NULL
    RETURNING s.id`;
  await tx.chargingStation.updateMany({
    where: { id: { in: ids }, connectedNode: input.node },
    data: { lastSeenAt: input.at },
  });
  return back.map(({ id }) => id);
}

/** Stations that nobody vouched for since `before` and that are not marked away yet. */
export function findSilentStations(t: Tx, before: Date): Promise<StationRecord[]> {
  return t.chargingStation.findMany({
    where: { awayMarkedAt: null, lastSeenAt: { lt: before } },
    take: 100,
  });
}

/** Answers false when the station came back, or somebody else marked it. */
export async function markStationAway(
  tx: Tx,
  input: { stationId: string; before: Date; at: Date },
): Promise<boolean> {
  const { count } = await tx.chargingStation.updateMany({
    where: { id: input.stationId, awayMarkedAt: null, lastSeenAt: { lt: input.before } },
    data: { awayMarkedAt: input.at, connectedNode: null },
  });
  return count === 1;
}

export async function noteStationBoot(
  tx: Tx,
  input: { stationId: string; vendor: string; model: string; firmware: string | undefined },
): Promise<void> {
  await tx.chargingStation.update({
    where: { id: input.stationId },
    data: { vendor: input.vendor, model: input.model, firmware: input.firmware ?? null },
  });
}

/** Adds a station or gives a known one its new password and place. */
export async function upsertStation(
  tx: Tx,
  input: {
    identity: string;
    passwordHash: string;
    countryCode: string;
    partyId: string;
    locationId: string;
  },
): Promise<StationRecord> {
  const { identity, ...rest } = input;
  return tx.chargingStation.upsert({ where: { identity }, create: input, update: rest });
}

export async function findStationById(t: Tx, id: string): Promise<StationRecord | undefined> {
  return (await t.chargingStation.findUnique({ where: { id } })) ?? undefined;
}
