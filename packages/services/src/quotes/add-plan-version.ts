import { keepPlanVersion, writeAudit } from '@peregrine/db';
import type { DriverPlan } from '@peregrine/domain';
import type { Context } from '../context.ts';
import { ServiceError } from '../errors.ts';

/**
 * Adds a version of a plan (staff, or the seed). Versions are never edited: one that is there stays
 * as it is.
 */
export async function addPlanVersion(
  ctx: Context,
  input: {
    readonly planKey: string;
    readonly version: number;
    readonly plan: DriverPlan;
    readonly validFrom: Date;
  },
): Promise<void> {
  if (ctx.actor.kind !== 'staff' && ctx.actor.kind !== 'system') {
    throw new ServiceError('not-allowed', 'Only staff may add plans.');
  }
  await ctx.db.tx(async (tx) => {
    await keepPlanVersion(tx, input);
    await writeAudit(tx, ctx.actor, {
      at: ctx.clock.now(),
      action: 'plan.add',
      subject: 'plan',
      subjectId: `${input.planKey} ${input.version}`,
    });
  });
}
