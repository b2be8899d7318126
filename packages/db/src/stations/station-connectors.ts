import type { Tx } from '../client/open-database.ts';
import type { StationConnector } from '../generated/client.ts';

export type StationConnectorRecord = StationConnector;

export function listStationConnectors(t: Tx, stationId: string): Promise<StationConnectorRecord[]> {
  return t.stationConnector.findMany({ where: { stationId }, orderBy: { connector: 'asc' } });
}

export async function saveStationConnector(
  tx: Tx,
  input: {
    stationId: string;
    connector: number;
    status: string;
    errorCode: string | undefined;
    statusAt: Date;
    receivedAt: Date;
  },
): Promise<void> {
  const { stationId, connector, ...rest } = input;
  const data = { ...rest, errorCode: rest.errorCode ?? null };
  await tx.stationConnector.upsert({
    where: { stationId_connector: { stationId, connector } },
    create: { stationId, connector, ...data },
    update: data,
  });
}
