import { findUnpushedTokens } from '@peregrine/db';
import type { Context } from '../context.ts';
import { enqueuePush } from '../partners/connect-partner.ts';

/** Enqueues the pushes that no partner confirmed yet, e.g. after it was away for long. */
export async function sweepTokenPushes(ctx: Context): Promise<{ readonly enqueued: number }> {
  return await ctx.db.tx(async (tx) => {
    const unpushed = await findUnpushedTokens(tx, 200);
    for (const { tokenUid, partnerId } of unpushed) await enqueuePush(tx, tokenUid, partnerId);
    return { enqueued: unpushed.length };
  });
}
