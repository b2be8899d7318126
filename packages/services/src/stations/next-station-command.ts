import { claimStationCommand, type StationCommandRecord } from '@peregrine/db';
import type { StationCommand } from '@peregrine/domain';
import type { Context } from '../context.ts';

export type ClaimedStationCommand = {
  readonly stationCommandId: string;
  readonly command: StationCommand;
};

/**
 * The oldest command that waits for the station, marked `sent` and committed: the caller writes it
 * to the socket once. Undefined when nothing waits or a newer connection took over.
 */
export async function nextStationCommand(
  ctx: Context,
  input: { stationId: string; epoch: number },
): Promise<ClaimedStationCommand | undefined> {
  const at = ctx.clock.now();
  const row = await ctx.db.tx((tx) => claimStationCommand(tx, { ...input, at }));
  return row && { stationCommandId: row.id, command: commandOf(row) };
}

function commandOf(row: StationCommandRecord): StationCommand {
  const { connector } = row;
  switch (row.kind) {
    case 'start':
      return { kind: 'start', connector, tokenUid: required(row.tokenUid) };
    case 'stop':
      return { kind: 'stop', transactionId: required(row.transactionId) };
    case 'reset':
      return { kind: 'reset', hard: row.detail === 'hard' };
    case 'unlock':
      return { kind: 'unlock', connector };
    case 'trigger':
      return { kind: 'trigger', message: triggerOf(row.detail), connector };
    default:
      throw new Error(`no station command of kind ${row.kind}`);
  }
}

function triggerOf(detail: string | null) {
  const known = (['status', 'meter', 'boot', 'heartbeat'] as const).find((one) => one === detail);
  return required(known ?? null);
}

function required<T>(value: T | null): T {
  if (value === null) throw new Error('the station command lacks what its kind needs');
  return value;
}
