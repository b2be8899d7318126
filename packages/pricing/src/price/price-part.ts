import { type Exact, exactOf, type Rounding, type TariffDimension } from '@peregrine/domain';
import type { Stretch } from './apply-step-size.ts';
import { BASE_PER_UNIT, type Pricer, type Slot, type UnitAmount } from './compile-tariff.ts';
import { roundQuotient } from './scale-decimal.ts';
import type { PartReason, PricedPart } from './types.ts';
import { type Amounts, amountsOf } from './with-tax.ts';

const NO_NAMES: readonly string[] = [];

const DIMENSION_OF: Readonly<Record<Slot, TariffDimension>> = {
  ENERGY: 'ENERGY',
  TIME: 'TIME',
  PARKING_TIME: 'PARKING_TIME',
  SESSION_TIME: 'SESSION_TIME',
  FLAT: 'FLAT',
  RESERVATION_TIME: 'TIME',
  RESERVATION_FLAT: 'FLAT',
  EXPIRY_TIME: 'TIME',
  EXPIRY_FLAT: 'FLAT',
};

/** A stretch with its amounts, exact, and with its reason. */
export function partOf(stretch: Stretch): PricedPart {
  const { slot, pricer, measured, billed } = stretch;
  const dimension = DIMENSION_OF[slot];
  const den = BASE_PER_UNIT[dimension];
  const { exclTax, inclTax } = amountsOfStretch(pricer, billed);
  const part: PricedPart = {
    dimension,
    elementIndex: pricer.elementIndex,
    componentIndex: pricer.componentIndex,
    unitPrice: pricer.component.price,
    taxIncluded: pricer.tariff.taxIncluded,
    unitExclTax: pricer.unitExclTax,
    tax: pricer.component.tax,
    measured: { num: measured, den },
    billed: { num: billed, den },
    exclTax,
    inclTax,
    because: reasonOf(stretch, den),
  };
  return slot === dimension ? part : { ...part, reservation: true };
}

function reasonOf(stretch: Stretch, den: bigint): PartReason {
  const { pricer, added } = stretch;
  const { priceRound } = pricer.component;
  const reason: PartReason = {
    tariffId: pricer.tariff.tariffId,
    periods: stretch.periods,
    from: stretch.first.period.startedAt,
    to: stretch.last.endsAt,
    restrictions: pricer.restrictions?.names ?? NO_NAMES,
    passedOver: stretch.passedOver,
    reading: stretch.reading,
  };
  if (added === undefined && !priceRound) return reason;
  return {
    ...reason,
    ...(added !== undefined && { step: { size: pricer.stepSize, added: { num: added, den } } }),
    ...(priceRound && { priceRound }),
  };
}

function amountsOfStretch(pricer: Pricer, billed: bigint): Amounts {
  const { priceRound, tax } = pricer.component;
  if (priceRound) {
    const rounded = roundAmount(times(pricer.stated, billed), priceRound);
    return amountsOf(rounded, tax, pricer.taxIncluded);
  }
  return {
    exclTax: pricer.exclTax && times(pricer.exclTax, billed),
    inclTax: pricer.inclTax && times(pricer.inclTax, billed),
  };
}

function times({ unit, den }: UnitAmount, billed: bigint): Exact {
  return { num: unit * billed, den };
}

/** To a multiple of the granularity; halves away from zero, up and down along the number line. */
function roundAmount(value: Exact, { granularity, rule }: Rounding): Exact {
  const grain = exactOf(granularity);
  if (grain.num <= 0n) return value;
  const num = value.num * grain.den;
  const den = value.den * grain.num;
  const whole = num / den;
  const isWhole = whole * den === num;
  const floor = isWhole || num > 0n ? whole : whole - 1n;
  const steps =
    rule === 'near' ? roundQuotient(num, den) : rule === 'up' && !isWhole ? floor + 1n : floor;
  return { num: steps * grain.num, den: grain.den };
}
