import { findPartnersToPull } from '@peregrine/db';
import type { Context } from '../context.ts';
import { enqueuePull } from './connect-partner.ts';

/** The caller ticks every minute: a pull that began moments after a tick is due at the one it means. */
const SLACK_MS = 30_000;

/** Enqueues a pull of every connected partner that was not asked for `intervalMs`; every minute. */
export async function schedulePulls(
  ctx: Context,
  input: { readonly intervalMs: number },
): Promise<{ readonly scheduled: number }> {
  const waited = input.intervalMs - Math.min(SLACK_MS, input.intervalMs / 2);
  const before = new Date(ctx.clock.now().getTime() - waited);
  return await ctx.db.tx(async (tx) => {
    const due = await findPartnersToPull(tx, before);
    for (const partnerId of due) await enqueuePull(tx, partnerId);
    return { scheduled: due.length };
  });
}
