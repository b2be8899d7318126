import { exact, type Tariff } from '@peregrine/domain';
import { applyStepSize, type Stretch } from './apply-step-size.ts';
import { tariffAtStart } from './choose-tariff.ts';
import { collectStretches, type Pricing } from './collect-stretches.ts';
import { BASE_PER_UNIT, compileTariff, completePolicy } from './compile-tariff.ts';
import { instantMs } from './instant-ms.ts';
import { type MeasuredPeriod, measurePeriods } from './measure-periods.ts';
import type { PricingPolicy } from './policy.ts';
import { partOf } from './price-part.ts';
import { sumOfKnown, type Total, totalOf } from './total.ts';
import type {
  PricedPart,
  PriceSessionInput,
  PriceSessionResult,
  PricingNote,
  Unpriceable,
  UnpriceableReason,
} from './types.ts';
import { zoneClock } from './zone-clock.ts';

/**
 * What a session costs by its tariff, exactly and with the reason of each part. Whatever cannot be
 * priced rightly is `unpriceable`: there is no wrong amount and no 0 for an unknown one.
 */
export function priceSession(input: PriceSessionInput): PriceSessionResult {
  const policy = completePolicy(input.policy);
  const { tariffs, timeZone } = input;
  const [first] = tariffs;
  if (!first) return unpriceable('no-tariff', 'no tariff was given');
  const refused = refuse(input, first);
  if (refused) return refused;
  const clock = zoneClock(timeZone);
  if (!clock) return unpriceable('time-zone', `unknown time zone ${timeZone}`);
  const notes: PricingNote[] = [];
  const startMs = instantMs(input.startedAt);
  const periods = measurePeriods(input, startMs, policy, clock, notes);
  const compiled = tariffs.map((tariff) => compileTariff(tariff, policy));
  const atStart = tariffAtStart(compiled, input.startedAt, clock.localMs(startMs), notes);
  const pricing: Pricing = {
    tariffs: compiled,
    atStart,
    clock,
    expired: isExpired(input, periods, policy, notes),
    isEmpty: isEmpty(periods),
    policy,
    notes,
    used: [],
    flats: [],
  };
  const stretches = collectStretches(periods, pricing);
  if ('kind' in stretches) return stretches;
  applyStepSize(stretches, policy);
  const parts = stretches.map(partOf);
  const total = limitedTotal(parts, stretches, pricing);
  if (!total.exclTax && !total.inclTax) {
    return unpriceable('unsupported-tariff', 'neither the net nor the gross amount can be told');
  }
  noteTariffs(stretches, input, notes);
  return {
    kind: 'priced',
    result: {
      currency: first.currency,
      parts,
      energyKwh: exact(energyOf(periods), BASE_PER_UNIT.ENERGY),
      totalExclTax: total.exclTax,
      totalInclTax: total.inclTax,
      limited: total.notes.length > 0,
      notes: total.notes.length > 0 ? [...notes, ...total.notes] : notes,
    },
  };
}

function refuse({ tariffs, periods }: PriceSessionInput, first: Tariff): Unpriceable | undefined {
  if (periods.length === 0) return unpriceable('no-periods', 'the session has no charging period');
  if (tariffs.some((tariff) => tariff.currency !== first.currency)) {
    return unpriceable('currency', 'the tariffs are in several currencies');
  }
  return undefined;
}

/**
 * Whether the reservation ran out unused. No CDR says so: where nobody does, a reservation that no
 * charge followed has.
 */
function isExpired(
  { reservationExpired, tariffs }: PriceSessionInput,
  periods: readonly MeasuredPeriod[],
  policy: PricingPolicy,
  notes: PricingNote[],
): boolean {
  if (reservationExpired !== undefined) return reservationExpired;
  const isAlone = periods.every(
    ({ reservationMs, energyMwh, timeMs, parkingMs }) =>
      reservationMs > 0n && energyMwh === 0n && timeMs === 0n && parkingMs === 0n,
  );
  if (!isAlone) return false;
  const matters = tariffs.some(({ elements }) =>
    elements.some(({ restrictions }) => restrictions?.reservation === 'RESERVATION_EXPIRES'),
  );
  if (matters) notes.push({ code: 'reservation-expiry-assumed' });
  return policy.untoldExpiry === 'expired';
}

function isEmpty(periods: readonly MeasuredPeriod[]): boolean {
  return periods.every(
    ({ energyMwh, timeMs, parkingMs }) => energyMwh === 0n && timeMs === 0n && parkingMs === 0n,
  );
}

function energyOf(periods: readonly MeasuredPeriod[]): bigint {
  let energyMwh = 0n;
  for (const period of periods) energyMwh += period.energyMwh;
  return energyMwh;
}

/** Limits hold for the session, or, where the policy says so, each for its own tariff's parts. */
function limitedTotal(
  parts: readonly PricedPart[],
  stretches: readonly Stretch[],
  { policy, used }: Pricing,
): Total {
  if (policy.limits === 'session' || used.length < 2) return totalOf(parts, used, policy);
  const totals = used.map((tariff) =>
    totalOf(
      parts.filter((_, index) => stretches[index]?.pricer.tariff === tariff),
      [tariff],
      policy,
    ),
  );
  return {
    exclTax: sumOfKnown(totals.map(({ exclTax }) => exclTax)),
    inclTax: sumOfKnown(totals.map(({ inclTax }) => inclTax)),
    notes: totals.flatMap(({ notes }) => notes),
  };
}

function noteTariffs(
  stretches: readonly Stretch[],
  input: PriceSessionInput,
  notes: PricingNote[],
): void {
  if (input.timeZoneAssumed) notes.push({ code: 'time-zone-assumed' });
  let approximate = false;
  let untaxed = false;
  for (const { pricer } of stretches) {
    const { component, tariff } = pricer;
    untaxed ||= tariff.taxIncluded === 'not-applicable' && component.tax.kind === 'rate';
    approximate ||= component.approximate === true;
  }
  if (approximate) notes.push({ code: 'approximate-component' });
  if (untaxed) notes.push({ code: 'tax-not-applicable' });
}

function unpriceable(reason: UnpriceableReason, detail: string): Unpriceable {
  return { kind: 'unpriceable', reason, detail };
}
