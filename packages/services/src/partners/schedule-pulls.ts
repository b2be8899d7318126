import { findPartnersToPull } from '@peregrine/db';
import type { Context } from '../context.ts';
import { enqueuePull } from './connect-partner.ts';

/** Enqueues a pull of every connected partner that was not asked for `intervalMs`; every minute. */
export async function schedulePulls(
  ctx: Context,
  input: { readonly intervalMs: number },
): Promise<{ readonly scheduled: number }> {
  const before = new Date(ctx.clock.now().getTime() - input.intervalMs);
  return await ctx.db.tx(async (tx) => {
    const due = await findPartnersToPull(tx, before);
    for (const partnerId of due) await enqueuePull(tx, partnerId);
    return { scheduled: due.length };
  });
}
