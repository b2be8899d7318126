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
  for (const stretch of stretches) {
    if (!isApart(stretch, policy)) continue;
    const rule = stretch.pricer.component.stepRound?.rule;
    roundTo(stretch, stretch.measured, rule, policy);
  }
  roundSlot(stretches, 'ENERGY', policy);
  roundSlot(stretches, 'SESSION_TIME', policy);
  roundSlot(stretches, 'RESERVATION_TIME', policy);
  const parking = lastOf(stretches, 'PARKING_TIME', policy);
  const isEach = policy.timeStep === 'each';
  const wins =
    policy.timeStep === 'last-priced' ? isLastOfTimes(stretches, parking, policy) : parking;
  if (isEach || wins) roundSlot(stretches, 'PARKING_TIME', policy);
  if (isEach || !wins) roundSlot(stretches, 'TIME', policy);
}

function isApart({ pricer }: Stretch, policy: PricingPolicy): boolean {
  return policy.stepSize === 'each-component' || pricer.component.stepRound !== undefined;
}

/** The stretch of a slot that priced last, of those that are rounded together. */
function lastOf(
  stretches: readonly Stretch[],
  slot: Slot,
  policy: PricingPolicy,
): Stretch | undefined {
  for (let at = stretches.length - 1; at >= 0; at -= 1) {
    const stretch = stretches[at];
    if (stretch?.slot === slot && !isApart(stretch, policy)) return stretch;
  }
  return undefined;
}

function isLastOfTimes(
  stretches: readonly Stretch[],
  parking: Stretch | undefined,
  policy: PricingPolicy,
): boolean {
  const time = lastOf(stretches, 'TIME', policy);
  if (!parking || !time) return parking !== undefined;
  return parking.last.startMs >= time.last.startMs;
}

/** Rounds what the stretches of a slot measured together; the last one takes the difference. */
function roundSlot(stretches: readonly Stretch[], slot: Slot, policy: PricingPolicy): void {
  const last = lastOf(stretches, slot, policy);
  if (!last) return;
  let total = 0n;
  for (const stretch of stretches) {
    if (stretch.slot === slot && !isApart(stretch, policy)) total += stretch.measured;
  }
  roundTo(last, total, undefined, policy);
}

function roundTo(
  last: Stretch,
  total: bigint,
  rule: 'up' | 'down' | 'near' | undefined,
  policy: PricingPolicy,
): void {
  const { step } = last.pricer;
  if (step <= 0n || total <= 0n) return;
  const added = toSteps(total, step, rule, policy) - total;
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
