import { enqueue, updateCommand } from '@peregrine/db';
import type { Context } from '../context.ts';
import { auditCharge } from './audit-charge.ts';
import { changeCharge, chargeChanged } from './change-charge.ts';
import { failStop } from './keep-answer.ts';
import { lockCommandOfCharge } from './lock-command.ts';

/**
 * The deadline of a command: without a result by now a START has timed out (a session may still
 * follow) and a STOP has failed. Before the deadline it asks again at the deadline.
 */
export async function settleCommand(ctx: Context, input: { readonly commandId: string }) {
  const changed = await ctx.db.tx(async (tx) => {
    const locked = await lockCommandOfCharge(tx, input.commandId);
    if (!locked) return undefined;
    const { command, charge } = locked;
    if (!['sending', 'unknown', 'answered'].includes(command.state)) return undefined;
    const now = ctx.clock.now();
    if (command.deadlineAt && command.deadlineAt > now) {
      const settle = { name: 'settle-command', payload: input } as const;
      const key = `settle-command:${command.id}`;
      await enqueue(tx, settle, { runAt: command.deadlineAt, key });
      return undefined;
    }
    await updateCommand(tx, command.id, { state: 'timed-out' });
    const { id: commandId, kind } = command;
    await auditCharge(ctx, tx, 'command.time-out', charge.id, { commandId, kind });
    if (command.kind === 'STOP') return await failStop(tx, charge, now, 'no-answer');
    const refusalCode = charge.refusalCode ?? 'no-answer';
    return await changeCharge(tx, charge, now, [{ event: 'start-timed-out' }], { refusalCode });
  });
  if (changed) await ctx.db.publish([chargeChanged(changed)]);
}
