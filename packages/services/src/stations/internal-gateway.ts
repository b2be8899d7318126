import {
  findStationById,
  findStationByIdentity,
  findStationTransaction,
  insertStationCommand,
  listOpenTransactions,
  type NewStationCommand,
  type StationRecord,
} from '@peregrine/db';
import type { CommandResponse } from '@peregrine/domain';
import type { Context } from '../context.ts';
import type { CommandAnswer, PartnerGateway, PulledPage, StartOrder, StopOrder } from '../ports.ts';
import { transactionOfSessionId } from './build-session.ts';
import { stationOfEvseUid } from './own-site.ts';
import { isStationConnected } from './station-liveness.ts';

/** How long a gateway may take to bring a command to the station and its answer back. */
const COMMAND_TIME_SECONDS = 45;
const COMMAND_SENDING_MS = 30_000;

/**
 * Our own CPO as a partner: commands become rows that the gateway which holds the station's socket
 * takes; the station's answer comes later as the command's result. It pulls nothing, since our
 * sites' objects enter the house as they arise, and it knows our tokens already.
 */
export function internalGateway(ctx: Context): PartnerGateway {
  return {
    sendStart: (_partner, order) => sendStart(ctx, order),
    sendStop: (_partner, order) => sendStop(ctx, order),
    pushToken: () => Promise.resolve(),
    pull: () => nothing(),
  };
}

async function* nothing(): AsyncGenerator<PulledPage> {
  yield* [];
}

async function sendStart(ctx: Context, order: StartOrder): Promise<CommandAnswer> {
  const { identity, connector } = stationOfEvseUid(order.evseUid);
  const station = await findStationByIdentity(ctx.db.read, identity);
  if (!station) return refuse('REJECTED', 'There is no such station.');
  const open = await listOpenTransactions(ctx.db.read, { stationId: station.id, connector });
  if (open.length > 0) return refuse('REJECTED', 'A charge is running on this connector.');
  return give(ctx, station, {
    commandId: order.commandId,
    kind: 'start',
    connector,
    tokenUid: order.token.tokenUid,
    authorizationReference: order.authorizationReference,
  });
}

async function sendStop(ctx: Context, order: StopOrder): Promise<CommandAnswer> {
  const transactionId = transactionOfSessionId(order.party, order.sessionId);
  const row =
    transactionId === undefined
      ? undefined
      : await findStationTransaction(ctx.db.read, transactionId);
  if (!row || transactionId === undefined) {
    return refuse('UNKNOWN_SESSION', 'There is no such session.');
  }
  if (row.stoppedAt) return refuse('REJECTED', 'The charge has ended already.');
  const station = await findStationById(ctx.db.read, row.stationId);
  if (!station) return refuse('UNKNOWN_SESSION', 'There is no such session.');
  const { commandId } = order;
  return give(ctx, station, { commandId, kind: 'stop', connector: row.connector, transactionId });
}

function refuse(response: CommandResponse, text: string): CommandAnswer {
  return { kind: 'answered', response, timeoutSeconds: 0, text };
}

async function give(
  ctx: Context,
  station: StationRecord,
  command: Omit<NewStationCommand, 'stationId' | 'createdAt' | 'expiresAt'>,
): Promise<CommandAnswer> {
  const createdAt = ctx.clock.now();
  if (!isStationConnected(station, createdAt)) {
    return refuse('REJECTED', 'The station is not connected.');
  }
  const expiresAt = new Date(createdAt.getTime() + COMMAND_SENDING_MS);
  await insertStationCommand(ctx.db.read, {
    ...command,
    stationId: station.id,
    createdAt,
    expiresAt,
  });
  await ctx.db.publish([{ topic: 'station-command', id: station.id, version: 1 }]);
  return { kind: 'answered', response: 'ACCEPTED', timeoutSeconds: COMMAND_TIME_SECONDS };
}
