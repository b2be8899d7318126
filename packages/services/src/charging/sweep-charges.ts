import {
  enqueue,
  findHoldsToRelease,
  findIneffectiveStops,
  findOverdueCommands,
  findStuckCharges,
  type Job,
} from '@peregrine/db';
import type { Context } from '../context.ts';
import { RELEASE_BEFORE_MS } from '../payments/release-hold.ts';
import { chargeChanged, tellCharge } from './change-charge.ts';
import { SESSION_WAIT_MS } from './start-charge.ts';

/** A record may be days late; after three somebody should ask (`domain/README`, States). */
const RECORD_WAIT_MS = 3 * 24 * 3_600_000;
/** A stop that was accepted, while the energy goes on. */
const STOP_WAIT_MS = 2 * 60_000;
const PAYMENT_WAIT_MS = 10 * 60_000;

/**
 * Finds what no job moved on: commands past their deadline, starts without a session, stops
 * without an effect, records that do not come, holds to give back, billed charges nobody collects.
 */
export async function sweepCharges(ctx: Context): Promise<void> {
  const now = ctx.clock.now();
  const ago = (ms: number) => new Date(now.getTime() - ms);
  const stuck = await findStuckCharges(ctx.db.read, {
    sessionWait: ago(SESSION_WAIT_MS),
    recordWait: ago(RECORD_WAIT_MS),
    paymentWait: ago(PAYMENT_WAIT_MS),
  });
  const soon = new Date(now.getTime() + RELEASE_BEFORE_MS);
  const jobs: { job: Job; key: string }[] = [
    ...(await findOverdueCommands(ctx.db.read, now)).map((commandId) => ({
      job: { name: 'settle-command', payload: { commandId } } as const,
      key: `settle-command:${commandId}`,
    })),
    ...stuck.withoutSession.map((chargeId) => jobOf('expire-start', chargeId)),
    ...stuck.unpaid.map((chargeId) => jobOf('collect-payment', chargeId)),
    ...(await findHoldsToRelease(ctx.db.read, soon)).map((id) => jobOf('release-hold', id)),
  ];
  // With a key a job that already waits is not added twice.
  if (jobs.length > 0) {
    await ctx.db.tx(async (tx) => {
      for (const { job, key } of jobs) await enqueue(tx, job, { key });
    });
  }
  for (const id of await findIneffectiveStops(ctx.db.read, ago(STOP_WAIT_MS))) {
    await failSilentStop(ctx, id, now);
  }
  for (const id of stuck.withoutRecord) await askForRecord(ctx, id, now);
}

function jobOf(name: 'expire-start' | 'collect-payment' | 'release-hold', chargeId: string) {
  return { job: { name, payload: { chargeId } }, key: `${name}:${chargeId}` };
}

async function failSilentStop(ctx: Context, id: string, now: Date): Promise<void> {
  const changed = await ctx.db.tx((tx) =>
    tellCharge(tx, id, now, [{ event: 'stop-failed', details: { code: 'no-effect' } }], {
      stopRefusalCode: 'no-effect',
    }),
  );
  if (changed) await ctx.db.publish([chargeChanged(changed)]);
}

async function askForRecord(ctx: Context, id: string, now: Date): Promise<void> {
  const changed = await ctx.db.tx((tx) =>
    tellCharge(tx, id, now, [{ event: 'no-record-in-time' }], { attention: 'no-record' }),
  );
  if (changed) await ctx.db.publish([chargeChanged(changed)]);
}
