import {
  enqueue,
  findOpenStop,
  findSessionOfCharge,
  insertCommand,
  lockCharge,
} from '@peregrine/db';
import { ServiceError } from '../errors.ts';
import { auditCharge } from './audit-charge.ts';
import { changeCharge, chargeChanged } from './change-charge.ts';
import type { DriverContext } from './start-charge.ts';

/**
 * Asks the operator to stop a running charge, once at a time: a second tap while a stop is under
 * way is the same stop. Whether it worked is told by the session's end; a refusal is said on the
 * charge. Refuses: not-found, conflict when nothing runs or no session is known to stop.
 */
export async function stopCharge(ctx: DriverContext, input: { readonly chargeId: string }) {
  const changed = await ctx.db.tx(async (tx) => {
    const charge = await lockCharge(tx, input.chargeId);
    if (!charge || charge.userId !== ctx.actor.userId) {
      throw new ServiceError('not-found', 'This charge is not known.');
    }
    if (charge.state.energy === 'ended' || (await findOpenStop(tx, charge.id))) return undefined;
    const found = await findSessionOfCharge(tx, charge.id);
    if (charge.state.energy !== 'charging' || !found) {
      throw new ServiceError('conflict', 'This charge cannot be stopped from the app right now.');
    }
    const now = ctx.clock.now();
    const commandId = await insertCommand(tx, {
      chargeId: charge.id,
      partnerId: charge.partnerId,
      kind: 'STOP',
      createdAt: now,
    });
    await enqueue(tx, { name: 'send-command', payload: { commandId } });
    await auditCharge(ctx, tx, 'charge.stop', charge.id);
    // What was charged by now tells later whether the stop had an effect.
    const details = { energyKwh: found.session.energyKwh };
    const asked = { event: 'stop-asked', details } as const;
    return await changeCharge(tx, charge, now, [asked], { stopRefusalCode: null });
  });
  if (changed) await ctx.db.publish([chargeChanged(changed)]);
}
