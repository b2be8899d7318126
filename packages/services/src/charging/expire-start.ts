import { enqueue, findSessionOfCharge, lockCharge } from '@peregrine/db';
import { applyChargeEvent, sameChargeState } from '@peregrine/domain';
import type { Context } from '../context.ts';
import { auditCharge } from './audit-charge.ts';
import { changeCharge, chargeChanged } from './change-charge.ts';
import { SESSION_WAIT_MS } from './start-charge.ts';

/**
 * No session within 15 minutes: the hold is given back and the charge is void. A session or a CDR
 * that comes later still makes it a charge, collected without a hold.
 */
export async function expireStart(ctx: Context, input: { readonly chargeId: string }) {
  const changed = await ctx.db.tx(async (tx) => {
    const charge = await lockCharge(tx, input.chargeId);
    if (!charge) return undefined;
    const now = ctx.clock.now();
    const due = new Date(charge.createdAt.getTime() + SESSION_WAIT_MS);
    if (due > now) {
      const again = { name: 'expire-start', payload: input } as const;
      await enqueue(tx, again, { runAt: due, key: `expire-start:${charge.id}` });
      return undefined;
    }
    // A pending session waits at the station, e.g. for cheap energy: that is no silence.
    if (await findSessionOfCharge(tx, charge.id)) return undefined;
    const late = { event: 'no-session-in-time' } as const;
    if (sameChargeState(applyChargeEvent(charge.state, late.event), charge.state)) return undefined;
    const refusalCode = charge.refusalCode ?? 'no-session';
    const expired = await changeCharge(tx, charge, now, [late], { refusalCode });
    await enqueue(tx, { name: 'release-hold', payload: input });
    await auditCharge(ctx, tx, 'charge.expire-start', charge.id);
    return expired;
  });
  if (changed) await ctx.db.publish([chargeChanged(changed)]);
}
