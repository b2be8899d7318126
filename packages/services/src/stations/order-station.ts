import { findStationByIdentity, insertStationCommand, writeAudit } from '@peregrine/db';
import type { StationCommand } from '@peregrine/domain';
import type { Context } from '../context.ts';
import { ServiceError } from '../errors.ts';

/** What staff may ask of a station; starts and stops belong to charges. */
export type StationOrder = Exclude<StationCommand, { kind: 'start' | 'stop' }>;

const SENDING_MS = 60_000;

/** Asks a station of ours for a reset, an unlocked cable or a message; it is sent once, or never. */
export async function orderStation(
  ctx: Context,
  input: { readonly identity: string; readonly command: StationOrder },
): Promise<void> {
  if (ctx.actor.kind !== 'staff' && ctx.actor.kind !== 'system') {
    throw new ServiceError('not-allowed', 'Only staff may command stations.');
  }
  const station = await findStationByIdentity(ctx.db.read, input.identity);
  if (!station) throw new ServiceError('not-found', 'There is no such station.');
  const { command } = input;
  const createdAt = ctx.clock.now();
  await ctx.db.tx(async (tx) => {
    await insertStationCommand(tx, {
      stationId: station.id,
      kind: command.kind,
      connector: 'connector' in command ? (command.connector ?? 0) : 0,
      ...detailOf(command),
      createdAt,
      expiresAt: new Date(createdAt.getTime() + SENDING_MS),
    });
    await writeAudit(tx, ctx.actor, {
      at: createdAt,
      action: 'station.order',
      subject: 'charging_station',
      subjectId: station.id,
      details: { ...command },
    });
  });
  await ctx.db.publish([{ topic: 'station-command', id: station.id, version: 1 }]);
}

function detailOf(command: StationOrder): { detail?: string } {
  if (command.kind === 'reset') return { detail: command.hard ? 'hard' : 'soft' };
  return command.kind === 'trigger' ? { detail: command.message } : {};
}
