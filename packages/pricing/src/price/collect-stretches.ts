import type { Tariff } from '@peregrine/domain';
import type { Stretch } from './apply-step-size.ts';
import { tariffOfPeriod } from './choose-tariff.ts';
import type { Candidate, CompiledTariff, Pricer, Slot } from './compile-tariff.ts';
import { momentsOfChange } from './find-price-change.ts';
import { type Moment, spansBound } from './match-restrictions.ts';
import type { MeasuredPeriod } from './measure-periods.ts';
import type { PricingPolicy } from './policy.ts';
import { listPassedOver, type Selection, selectComponent } from './select-component.ts';
import type { PricingNote, Unpriceable } from './types.ts';
import type { ZoneClock } from './zone-clock.ts';

/** What a session is priced in: by which tariffs, in which zone, and what was found on the way. */
export type Pricing = {
  readonly tariffs: readonly CompiledTariff[];
  readonly atStart: CompiledTariff | undefined;
  readonly clock: ZoneClock;
  readonly expired: boolean;
  /** Neither energy nor time was measured. */
  readonly isEmpty: boolean;
  readonly policy: PricingPolicy;
  readonly notes: PricingNote[];
  readonly used: Tariff[];
  /** The flat prices so far: they are few, whatever the number of periods. */
  readonly flats: Stretch[];
};

/** The stretches of a session under one component each, in order; or why there is no price. */
export function collectStretches(
  periods: readonly MeasuredPeriod[],
  pricing: Pricing,
): readonly Stretch[] | Unpriceable {
  const stretches: Stretch[] = [];
  for (const period of periods) {
    const { tariffs, atStart, policy, used } = pricing;
    const chosen = tariffOfPeriod(tariffs, period.period.tariffId, atStart, policy);
    if (chosen === 'free') continue;
    if ('unknown' in chosen) {
      const detail = `period ${period.index}: no such tariff: ${chosen.unknown}`;
      return { kind: 'unpriceable', reason: 'no-tariff', detail };
    }
    if (!chosen.hasPrice) {
      // Free of charge is said with a price of 0 (OCPI mod_tariffs, Free of Charge Tariff example).
      const detail = `tariff ${chosen.tariff.tariffId} has no price at all`;
      return { kind: 'unpriceable', reason: 'unsupported-tariff', detail };
    }
    if (!used.includes(chosen.tariff)) used.push(chosen.tariff);
    const problem = pricePeriod(stretches, chosen, period, pricing);
    if (problem) return problem;
  }
  return stretches;
}

function pricePeriod(
  stretches: Stretch[],
  tariff: CompiledTariff,
  period: MeasuredPeriod,
  pricing: Pricing,
): Unpriceable | undefined {
  if (tariff.flows.length > 0) noteFlows(tariff, period, pricing);
  let changes: ReturnType<typeof momentsOfChange> | undefined;
  let spans = false;
  for (const { slot, candidates } of pricing.expired ? tariff.expired : tariff.active) {
    const measured = measuredOf(period, slot, pricing);
    if (measured === 0n) continue;
    const selected = selectComponent(candidates, period, pricing.policy);
    if (selected?.undecidable !== undefined) {
      const detail = `period ${period.index}: whether ${selected.undecidable} holds cannot be told`;
      return { kind: 'unpriceable', reason: 'missing-measurement', detail };
    }
    if (!spans) {
      changes ??= momentsOfChange(period, tariff.edges, pricing.clock);
      spans = changes.length > 0 && isChanged(candidates, changes, selected, pricing.policy);
    }
    if (selected) addStretch(stretches, { slot, selected, measured, candidates }, period, pricing);
  }
  if (!spans) return undefined;
  if (pricing.policy.spanningPeriod === 'refuse') {
    const detail = `the price changes within period ${period.index}`;
    return { kind: 'unpriceable', reason: 'ambiguous-period', detail };
  }
  pricing.notes.push({ code: 'period-spans-price-change', periodIndex: period.index });
  return undefined;
}

function isChanged(
  candidates: readonly Candidate[],
  moments: readonly Moment[],
  selected: Selection,
  policy: PricingPolicy,
): boolean {
  return moments.some((at) => selectComponent(candidates, at, policy) !== selected);
}

function isFlat(slot: Slot): boolean {
  return slot === 'FLAT' || slot === 'RESERVATION_FLAT' || slot === 'EXPIRY_FLAT';
}

/** In base units. A flat price is due as soon as there is a period of its kind. */
function measuredOf(period: MeasuredPeriod, slot: Slot, pricing: Pricing): bigint {
  switch (slot) {
    case 'ENERGY':
      return period.energyMwh < 0n && pricing.policy.returnedEnergy === 'free'
        ? 0n
        : period.energyMwh;
    case 'TIME':
      return period.timeMs;
    case 'PARKING_TIME':
      return period.parkingMs;
    case 'SESSION_TIME':
      return period.timeMs + period.parkingMs;
    case 'FLAT':
      return isCharge(period) && !(pricing.isEmpty && pricing.policy.emptySession === 'free')
        ? 1n
        : 0n;
    case 'RESERVATION_TIME':
    case 'EXPIRY_TIME':
      return period.reservationMs;
    case 'RESERVATION_FLAT':
    case 'EXPIRY_FLAT':
      return isFlatOfReservationDue(period, slot, pricing) ? 1n : 0n;
  }
}

function isCharge(period: MeasuredPeriod): boolean {
  if (period.reservationMs <= 0n) return true;
  return period.energyMwh !== 0n || period.timeMs !== 0n || period.parkingMs !== 0n;
}

function isFlatOfReservationDue(period: MeasuredPeriod, slot: Slot, pricing: Pricing): boolean {
  if (period.reservationMs <= 0n) return false;
  if (slot === 'EXPIRY_FLAT') return pricing.expired;
  return !pricing.expired || pricing.policy.expiryFlat === 'adds';
}

type Priced = {
  readonly slot: Slot;
  readonly selected: NonNullable<Exclude<Selection, { undecidable: string }>>;
  readonly measured: bigint;
  readonly candidates: readonly Candidate[];
};

/**
 * Joins the last stretch of its slot if it has the same component. A component that is rounded by
 * itself is one stretch, in the place where it priced last; a flat price counts once.
 */
function addStretch(
  stretches: Stretch[],
  { slot, selected, measured, candidates }: Priced,
  period: MeasuredPeriod,
  { policy, flats }: Pricing,
): void {
  const flat = isFlat(slot);
  if (flat && isPaid(flats, slot, selected, policy)) return;
  const isApart =
    policy.stepSize === 'each-component' ||
    selected.component.stepRound !== undefined ||
    selected.component.priceRound !== undefined;
  for (let at = stretches.length - 1; at >= 0 && !flat; at -= 1) {
    const earlier = stretches[at];
    if (earlier?.slot !== slot) continue;
    if (earlier.pricer === selected) {
      extend(earlier, measured, period);
      if (isApart) moveToEnd(stretches, at);
      return;
    }
    if (!isApart) break;
  }
  const fresh: Stretch = {
    slot,
    pricer: selected,
    periods: [period.index],
    first: period,
    last: period,
    passedOver: listPassedOver(candidates, selected, period, policy),
    measured,
    billed: measured,
    added: undefined,
    reading: slot === 'ENERGY' || flat ? 'as-sent' : period.reading,
  };
  stretches.push(fresh);
  if (flat) flats.push(fresh);
}

/** A flat price is due once an element, or once a session. */
function isPaid(
  flats: readonly Stretch[],
  slot: Slot,
  selected: Pricer,
  policy: PricingPolicy,
): boolean {
  return flats.some(
    (paid) => paid.slot === slot && (paid.pricer === selected || policy.flat === 'once-a-session'),
  );
}

/** The last stretch of a slot is the one that priced last: its step counts. */
function moveToEnd(stretches: Stretch[], index: number): void {
  const [moved] = stretches.splice(index, 1);
  if (moved) stretches.push(moved);
}

function extend(stretch: Stretch, measured: bigint, period: MeasuredPeriod): void {
  stretch.periods.push(period.index);
  stretch.last = period;
  stretch.measured += measured;
  stretch.billed += measured;
  if (stretch.slot !== 'ENERGY' && stretch.reading === 'as-sent') stretch.reading = period.reading;
}

function noteFlows({ flows }: CompiledTariff, period: MeasuredPeriod, { notes }: Pricing): void {
  for (const bound of flows) {
    if (!spansBound(bound, period)) continue;
    notes.push({ code: 'flow-spans-bound', periodIndex: period.index });
    return;
  }
}
