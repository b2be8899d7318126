import { enqueue, lockCharge } from '@peregrine/db';
import type { Context } from '../context.ts';
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
    const expired = await changeCharge(tx, charge, now, [{ event: 'no-session-in-time' }]);
    if (expired === charge) return undefined;
    await enqueue(tx, { name: 'release-hold', payload: input });
    return expired;
  });
  if (changed) await ctx.db.publish([chargeChanged(changed)]);
}
