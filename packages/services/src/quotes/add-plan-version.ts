import { keepPlanVersion, writeAudit } from '@peregrine/db';
import { type DriverPlan, exactOf } from '@peregrine/domain';
import type { Context } from '../context.ts';
import { ServiceError } from '../errors.ts';

/** What a pass-through plan adds to the operator's price (`domain/README`). */
const FEES = [
  'partnerFeePerKwh',
  'partnerFeePerCharge',
  'ownFeePerKwh',
  'ownFeePerCharge',
] as const satisfies readonly (keyof DriverPlan)[];

/**
 * Adds a version of a plan (staff, or the seed). Versions are never edited: one that is there stays
 * as it is. Refuses not-allowed, and invalid-input for a fee that would sell below cost.
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
  const belowCost = FEES.find((fee) => exactOf(input.plan[fee]).num < 0n);
  if (belowCost) {
    const options = { field: belowCost };
    throw new ServiceError('invalid-input', 'A fee below zero would sell below cost.', options);
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
