import { archiveReceived, type StoredCharge, type Tx, updateCommand } from '@peregrine/db';
import type { CommandResult } from '@peregrine/domain';
import type { Context } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { type PushedMessage, receivedMessages } from '../partners/received-messages.ts';
import { changeCharge, chargeChanged } from './change-charge.ts';
import { failStop, refuseStart } from './keep-answer.ts';
import { type LockedCommand, lockCommandOfCharge } from './lock-command.ts';

/**
 * The station's answer to a command, called back by the partner or our own gateway
 * (OCPI mod_commands, CommandResult). The first result counts, before or after the partner's
 * response and after our deadline too; a repeated one is answered alike and changes nothing.
 * Refuses: not-found for a command that is not this partner's.
 */
export async function acceptCommandResult(
  ctx: Context,
  input: {
    readonly commandId: string;
    readonly partnerId: string;
    readonly result: CommandResult;
    readonly text?: string;
    /** What the partner sent; archived in the same transaction. */
    readonly message?: PushedMessage;
  },
): Promise<void> {
  const receivedAt = ctx.clock.now();
  const changed = await ctx.db.tx(async (tx) => {
    const locked = await lockCommandOfCharge(tx, input.commandId);
    if (!locked || locked.command.partnerId !== input.partnerId) {
      throw new ServiceError('not-found', 'Unknown command.');
    }
    await archiveReceived(tx, receivedMessages('commands', input, receivedAt));
    // Before anything was sent no station can have answered.
    if (locked.command.result !== null || locked.command.state === 'pending') return undefined;
    return await settle(tx, locked, receivedAt, input);
  });
  if (changed) await ctx.db.publish([chargeChanged(changed)]);
}

async function settle(
  tx: Tx,
  { command, charge }: LockedCommand,
  now: Date,
  { result, text }: { readonly result: CommandResult; readonly text?: string },
): Promise<StoredCharge> {
  const accepted = result === 'ACCEPTED';
  const state = accepted ? 'accepted' : result === 'TIMEOUT' ? 'timed-out' : 'refused';
  await updateCommand(tx, command.id, {
    state,
    result,
    resultText: text ?? null,
    resultAt: now,
  });
  if (command.kind === 'STOP') {
    if (accepted) return charge;
    return await failStop(tx, charge, now, stopCode(result));
  }
  if (accepted) return await changeCharge(tx, charge, now, [{ event: 'start-accepted' }]);
  if (result === 'TIMEOUT') {
    return await changeCharge(tx, charge, now, [{ event: 'start-timed-out' }], {
      refusalCode: 'station-no-answer',
      refusalText: text ?? null,
    });
  }
  return await refuseStart(tx, charge, now, { code: startCode(result), text: text ?? null });
}

function startCode(result: CommandResult): string {
  switch (result) {
    case 'EVSE_OCCUPIED':
      return 'evse-occupied';
    case 'EVSE_INOPERATIVE':
      return 'evse-inoperative';
    case 'NOT_SUPPORTED':
      return 'operator-unsupported';
    case 'FAILED':
      return 'station-failed';
    default:
      return 'station-refused';
  }
}

function stopCode(result: CommandResult): string {
  switch (result) {
    case 'TIMEOUT':
      return 'station-no-answer';
    case 'FAILED':
      return 'station-failed';
    default:
      return 'station-refused';
  }
}
