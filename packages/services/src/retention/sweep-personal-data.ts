import { deleteLapsedSignIns, deleteOldAuthorizations, deleteOldWebhooks } from '@peregrine/db';
import type { Context } from '../context.ts';

const WEBHOOK_DAYS = 90;
/** As long as the archive keeps what partners sent. */
const AUTHORIZATION_MONTHS = 13;

/**
 * Deletes personal data whose time is over: one-time tokens and sessions of browsers when they
 * lapse, webhook events after 90 days, authorisations after 13 months. Some thousand rows of each at
 * a time; the next sweep goes on. The archive drops its months by itself.
 */
export async function sweepPersonalData(ctx: Context): Promise<void> {
  const now = ctx.clock.now();
  await deleteLapsedSignIns(ctx.db.read, now);
  await deleteOldWebhooks(ctx.db.read, daysBefore(now, WEBHOOK_DAYS));
  await deleteOldAuthorizations(ctx.db.read, monthsBefore(now, AUTHORIZATION_MONTHS));
}

function daysBefore(at: Date, days: number): Date {
  return new Date(at.getTime() - days * 86_400_000);
}

function monthsBefore(at: Date, months: number): Date {
  const before = new Date(at);
  before.setUTCMonth(before.getUTCMonth() - months);
  return before;
}
