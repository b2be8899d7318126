import type { Pricer, Slot } from './compile-tariff.ts';
import type { MeasuredPeriod } from './measure-periods.ts';
import type { PricingPolicy } from './policy.ts';
import { roundQuotient } from './scale-decimal.ts';
import type { PassedOver, TimeReading } from './types.ts';

/** A stretch under one component, in base units: mWh for energy, ms for times, 1 for FLAT. */
export type Stretch = {
  readonly slot: Slot;
  readonly pricer: Pricer;
  readonly periods: number[];
  readonly first: MeasuredPeriod;
  last: MeasuredPeriod;
  readonly passedOver: readonly PassedOver[];
  measured: bigint;
  billed: bigint;
  /** What the step made of it; undefined where it changed nothing. */
  added: bigint | undefined;
  reading: TimeReading;
};

/**
 * Applies step_size once a session: to all priced energy, and to all priced parking, or to all
 * priced charging time where no parking is priced; a reservation's time by itself. The step is that
 * of the last stretch, which is billed the surplus (OCPI 2.2.1 mod_tariffs, PriceComponent.step_size
 * and its note; mod_cdrs). Energy that flowed back is not rounded up. Where a component brings its
 * own rule of rounding (GIREVE's step_round), it is rounded by itself.
 */
export function applyStepSize(stretches: readonly Stretch[], policy: PricingPolicy): void {
  if (policy.stepSize === 'off') return;
  const ofSession: Stretch[] = [];
  for (const stretch of stretches) {
    const isApart =
      policy.stepSize === 'each-component' || stretch.pricer.component.stepRound !== undefined;
    if (isApart) roundGroup([stretch], policy);
    else ofSession.push(stretch);
  }
  roundSlot(ofSession, 'ENERGY', policy);
  roundSlot(ofSession, 'SESSION_TIME', policy);
  roundSlot(ofSession, 'RESERVATION_TIME', policy);
  for (const slot of timesToRound(ofSession, policy)) roundSlot(ofSession, slot, policy);
}

function timesToRound(stretches: readonly Stretch[], policy: PricingPolicy): readonly Slot[] {
  if (policy.timeStep === 'each') return ['TIME', 'PARKING_TIME'];
  const last = stretches.findLast(({ slot }) => slot === 'TIME' || slot === 'PARKING_TIME');
  if (!last) return [];
  if (policy.timeStep === 'last-priced') return [last.slot];
  return stretches.some(({ slot }) => slot === 'PARKING_TIME') ? ['PARKING_TIME'] : ['TIME'];
}

function roundSlot(stretches: readonly Stretch[], slot: Slot, policy: PricingPolicy): void {
  const group = stretches.filter((stretch) => stretch.slot === slot);
  if (group.length > 0) roundGroup(group, policy);
}

/** Rounds what a group measured together; its last stretch takes the difference. */
function roundGroup(group: readonly Stretch[], policy: PricingPolicy): void {
  const last = group.at(-1);
  const step = last?.pricer.step ?? 0n;
  if (!last || step <= 0n) return;
  let total = 0n;
  for (const { measured } of group) total += measured;
  if (total <= 0n) return;
  const added = toSteps(total, step, last.pricer.component.stepRound?.rule, policy) - total;
  if (added === 0n) return;
  last.billed += added;
  last.added = added;
}

function toSteps(
  total: bigint,
  step: bigint,
  rule: 'up' | 'down' | 'near' | undefined,
  policy: PricingPolicy,
): bigint {
  const whole = total / step;
  if (whole * step === total) {
    return policy.exactMultiple === 'next' && rule === undefined ? total + step : total;
  }
  if (rule === 'down') return whole * step;
  if (rule === 'near') return roundQuotient(total, step) * step;
  return (whole + 1n) * step;
}
