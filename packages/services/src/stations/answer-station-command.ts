import { type StationCommandRecord, settleStationCommand } from '@peregrine/db';
import type { CommandResult, StationCommandAnswer, StationCommandState } from '@peregrine/domain';
import { acceptCommandResult } from '../charging/accept-command-result.ts';
import type { Context } from '../context.ts';
import { actingAsOwnPartner, ownPartner } from './own-site.ts';

const STATES: Readonly<Record<StationCommandAnswer['outcome'], StationCommandState>> = {
  accepted: 'accepted',
  rejected: 'rejected',
  failed: 'failed',
  unanswered: 'unknown',
};

const RESULTS: Readonly<Record<StationCommandAnswer['outcome'], CommandResult>> = {
  accepted: 'ACCEPTED',
  rejected: 'REJECTED',
  failed: 'FAILED',
  unanswered: 'TIMEOUT',
};

/** The station's answer becomes the result of the command, as a partner's platform would send it. */
export async function answerStationCommand(
  ctx: Context,
  input: { stationCommandId: string; answer: StationCommandAnswer },
): Promise<void> {
  const { outcome, text } = input.answer;
  const settled = await ctx.db.tx((tx) =>
    settleStationCommand(tx, {
      id: input.stationCommandId,
      state: STATES[outcome],
      answer: text,
      at: ctx.clock.now(),
    }),
  );
  if (settled) await tellResult(ctx, settled, RESULTS[outcome]);
}

/** Nothing to tell where no charge waits for it (a reset, a trigger). */
export async function tellResult(
  ctx: Context,
  row: StationCommandRecord,
  result: CommandResult,
): Promise<void> {
  if (row.commandId === null) return;
  const own = await ownPartner(ctx);
  await acceptCommandResult(actingAsOwnPartner(ctx, own), {
    commandId: row.commandId,
    partnerId: own.partnerId,
    result,
  });
}
