import { enqueue, findUncheckedCdrs, findUnmailedInvoices, type Job } from '@peregrine/db';
import type { Context } from '../context.ts';

/** Long enough that a job's own retries had their chance. */
const PATIENCE_MS = 10 * 60_000;

/** Asks again for the check of a CDR and the mail of a receipt whose job gave up. */
export async function sweepRecords(ctx: Context): Promise<void> {
  const since = new Date(ctx.clock.now().getTime() - PATIENCE_MS);
  const jobs: { job: Job; key: string }[] = [
    ...(await findUncheckedCdrs(ctx.db.read, since)).map((cdrRowId) => ({
      job: { name: 'reconcile-cdr', payload: { cdrRowId } } as const,
      key: `reconcile-cdr:${cdrRowId}`,
    })),
    ...(await findUnmailedInvoices(ctx.db.read, since)).map((invoiceId) => ({
      job: { name: 'mail-receipt', payload: { invoiceId } } as const,
      key: `mail-receipt:${invoiceId}`,
    })),
  ];
  if (jobs.length === 0) return;
  // With a key a job that already waits is not added twice.
  await ctx.db.tx(async (tx) => {
    for (const { job, key } of jobs) await enqueue(tx, job, { key });
  });
}
