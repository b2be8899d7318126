import type { StationCommandState } from '@peregrine/domain';
import type { Tx } from '../client/open-database.ts';
import type { StationCommand } from '../generated/client.ts';

export type StationCommandRecord = StationCommand;

export type NewStationCommand = {
  readonly stationId: string;
  readonly commandId?: string;
  readonly kind: string;
  readonly connector: number;
  readonly tokenUid?: string;
  readonly transactionId?: number;
  readonly authorizationReference?: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
};

/** Answers false when this `commandId` was given to the station before: it is never given twice. */
export async function insertStationCommand(t: Tx, command: NewStationCommand): Promise<boolean> {
  const { count } = await t.stationCommand.createMany({
    data: [{ ...command, state: 'pending' }],
    skipDuplicates: true,
  });
  return count === 1;
}

/**
 * Takes the oldest command that waits for the station and marks it `sent` on this connection, to
 * be committed before it is written to the socket. Nothing when a newer connection took over.
 */
export async function claimStationCommand(
  tx: Tx,
  input: { stationId: string; epoch: number; at: Date },
): Promise<StationCommandRecord | undefined> {
  const claimed = await tx.$queryRaw<{ id: string }[]>`
    UPDATE station_command SET state = 'sent', sent_at = ${input.at}, sent_epoch = ${input.epoch}
    WHERE id = (
      SELECT c.id FROM station_command c JOIN charging_station s ON s.id = c.station_id
      WHERE c.station_id = ${input.stationId}::uuid AND s.connection_epoch = ${input.epoch}
        AND c.state = 'pending' AND c.expires_at > ${input.at}
      ORDER BY c.created_at, c.id LIMIT 1 FOR UPDATE OF c SKIP LOCKED)
    RETURNING id`;
  const [row] = claimed;
  if (!row) return undefined;
  return (await tx.stationCommand.findUnique({ where: { id: row.id } })) ?? undefined;
}

/** Settles a command that was sent; answers undefined when it is settled already. */
export async function settleStationCommand(
  tx: Tx,
  input: { id: string; state: StationCommandState; answer: string | undefined; at: Date },
): Promise<StationCommandRecord | undefined> {
  const { count } = await tx.stationCommand.updateMany({
    where: { id: input.id, state: 'sent' },
    data: { state: input.state, answer: input.answer ?? null, answeredAt: input.at },
  });
  if (count === 0) return undefined;
  return (await tx.stationCommand.findUnique({ where: { id: input.id } })) ?? undefined;
}

/** What an older connection sent and never heard of: it may have arrived, so it is `unknown`. */
export async function loseSentStationCommands(
  tx: Tx,
  input: { stationId: string; epoch: number; at: Date },
): Promise<number> {
  const { count } = await tx.stationCommand.updateMany({
    where: { stationId: input.stationId, state: 'sent', sentEpoch: { lt: input.epoch } },
    data: { state: 'unknown', answeredAt: input.at },
  });
  return count;
}

/** Commands whose time passed before a gateway could send them: certainly not sent. */
export async function expireStationCommands(tx: Tx, at: Date): Promise<StationCommandRecord[]> {
  const expired = await tx.$queryRaw<{ id: string }[]>`
    UPDATE station_command SET state = 'expired', answered_at = ${at}
    WHERE id IN (SELECT id FROM station_command
      WHERE state = 'pending' AND expires_at <= ${at} LIMIT 100 FOR UPDATE SKIP LOCKED)
    RETURNING id`;
  return tx.stationCommand.findMany({ where: { id: { in: expired.map(({ id }) => id) } } });
}

type StartKey = { stationId: string; tokenUid: string; since: Date };

function startsOf({ stationId, tokenUid, since }: StartKey) {
  return {
    stationId,
    kind: 'start',
    tokenUid: { equals: tokenUid, mode: 'insensitive' as const },
    transactionId: null,
    state: { in: ['sent', 'accepted', 'unknown'] },
    createdAt: { gte: since },
  };
}

/** Whether a start of this token was sent to the station and became no transaction yet. */
export async function hasStartCommand(t: Tx, key: StartKey): Promise<boolean> {
  return (await t.stationCommand.count({ where: startsOf(key) })) > 0;
}

/** The start that a new transaction belongs to: same token, this connector or any, not used yet. */
export async function findStartCommand(
  tx: Tx,
  key: StartKey & { connector: number },
): Promise<StationCommandRecord | undefined> {
  const found = await tx.stationCommand.findFirst({
    where: { ...startsOf(key), connector: { in: [0, key.connector] } },
    orderBy: { createdAt: 'desc' },
  });
  return found ?? undefined;
}

export async function linkStartCommand(tx: Tx, id: string, transactionId: number): Promise<void> {
  await tx.stationCommand.update({ where: { id }, data: { transactionId } });
}

/** Stations whose socket this gateway holds and for which commands wait. */
export async function findStationsWithCommands(t: Tx, node: string): Promise<string[]> {
  const rows = await t.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT s.id::text AS id
    FROM station_command c JOIN charging_station s ON s.id = c.station_id
    WHERE c.state = 'pending' AND s.connected_node = ${node}`;
  return rows.map(({ id }) => id);
}
