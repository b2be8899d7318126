import { findChargesExpectedAt } from '@peregrine/db';
import type { Context } from '../context.ts';
import { chargeChanged, tellCharge } from './change-charge.ts';

/**
 * EVSEs that a partner now reports as CHARGING: evidence for a charge that we started there and that
 * has no session yet ("started; this operator reports no live data"). Where two charges could be
 * meant, neither is confirmed. Call it after the statuses were committed.
 */
export async function noteEvseCharging(
  ctx: Context,
  input: {
    readonly partnerId: string;
    readonly evses: readonly { readonly locationId: string; readonly evseUid: string }[];
  },
): Promise<void> {
  for (const evse of input.evses) {
    const [chargeId, ...others] = await findChargesExpectedAt(ctx.db.read, input.partnerId, [evse]);
    if (!chargeId || others.length > 0) continue;
    const now = ctx.clock.now();
    const charge = await ctx.db.tx((tx) =>
      tellCharge(tx, chargeId, now, [{ event: 'evse-charging' }]),
    );
    if (charge) await ctx.db.publish([chargeChanged(charge)]);
  }
}
