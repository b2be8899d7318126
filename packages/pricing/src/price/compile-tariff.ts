import {
  type Decimal,
  type Exact,
  type PriceComponent,
  TARIFF_DIMENSIONS,
  type Tariff,
  type TariffDimension,
  type TariffElement,
} from '@peregrine/domain';
import {
  type CompiledRestrictions,
  compileRestrictions,
  type FlowBound,
} from './compile-restrictions.ts';
import { type Edges, listEdges } from './list-edges.ts';
import { DEFAULT_POLICY, type PricingPolicy } from './policy.ts';
import { digitsOf, fractionDigits, powerOfTen, wholeNumber } from './scale-decimal.ts';

/**
 * What an element can price: a dimension of the charge, or of the reservation before it (OCPI 2.2.1
 * mod_tariffs, ReservationRestrictionType).
 */
export type Slot =
  | TariffDimension
  | 'RESERVATION_TIME'
  | 'RESERVATION_FLAT'
  | 'EXPIRY_TIME'
  | 'EXPIRY_FLAT';

/** What a unit of a component is worth: an amount is `billed x unit` over the denominator. */
export type UnitAmount = { readonly unit: bigint; readonly den: bigint };

/** A component with its element's restrictions, in integers. */
export type Pricer = {
  /** Told apart from what cannot be decided. */
  readonly undecidable?: undefined;
  readonly tariff: Tariff;
  readonly elementIndex: number;
  readonly componentIndex: number;
  readonly component: PriceComponent;
  readonly taxIncluded: Tariff['taxIncluded'];
  readonly restrictions: CompiledRestrictions | undefined;
  /** In base units (mWh, ms); 0 means none. */
  readonly step: bigint;
  readonly stepSize: bigint;
  readonly stated: UnitAmount;
  readonly exclTax: UnitAmount | undefined;
  readonly inclTax: UnitAmount | undefined;
  readonly unitExclTax: Exact | undefined;
};

/** An element that comes into question for a slot; without a pricer it makes the dimension free. */
export type Candidate = {
  readonly elementIndex: number;
  readonly restrictions: CompiledRestrictions | undefined;
  readonly pricer: Pricer | undefined;
};

/** A slot and the elements that come into question for it, in order. */
export type ActiveSlot = { readonly slot: Slot; readonly candidates: readonly Candidate[] };

export type CompiledTariff = {
  readonly tariff: Tariff;
  /** Whether it has any component: without one it says nothing, not that it is free. */
  readonly hasPrice: boolean;
  readonly restrictions: CompiledRestrictions | undefined;
  readonly edges: Edges;
  /** Every bound on current or power that an element has. */
  readonly flows: readonly FlowBound[];
  /** The slots that an element prices at all. */
  readonly active: readonly ActiveSlot[];
  /** The same where a reservation expired. */
  readonly expired: readonly ActiveSlot[];
};

/** In the order in which a period's parts are listed. */
const SLOTS = [
  ...TARIFF_DIMENSIONS,
  'RESERVATION_TIME',
  'RESERVATION_FLAT',
  'EXPIRY_FLAT',
] as const;

/** Base units to the unit that prices speak of: mWh to kWh, ms to hours. */
export const BASE_PER_UNIT: Readonly<Record<TariffDimension, bigint>> = {
  ENERGY: 1_000_000n,
  TIME: 3_600_000n,
  PARKING_TIME: 3_600_000n,
  SESSION_TIME: 3_600_000n,
  FLAT: 1n,
};
/** Base units to a step of 1: a Wh or a second. */
const BASE_PER_STEP: Readonly<Record<TariffDimension, bigint>> = {
  ENERGY: 1_000n,
  TIME: 1_000n,
  PARKING_TIME: 1_000n,
  SESSION_TIME: 1_000n,
  FLAT: 0n,
};
/** What mWh, ms and pieces have in common: 10^6 and 3 600 000 both divide it. */
const COMMON_UNITS = 18_000_000n;

const compiled = new WeakMap<PricingPolicy, WeakMap<Tariff, CompiledTariff>>();

/** A tariff in integers over one denominator; kept as long as tariff and policy are. */
export function compileTariff(tariff: Tariff, policy: PricingPolicy): CompiledTariff {
  let ofPolicy = compiled.get(policy);
  if (!ofPolicy) {
    ofPolicy = new WeakMap();
    compiled.set(policy, ofPolicy);
  }
  const known = ofPolicy.get(tariff);
  if (known) return known;
  const fresh = compile(tariff, policy);
  ofPolicy.set(tariff, fresh);
  return fresh;
}

const policies = new WeakMap<Partial<PricingPolicy>, PricingPolicy>();

/** The policy with its defaults; the same object for the same switches, so that tariffs stay compiled. */
export function completePolicy(partial: Partial<PricingPolicy> | undefined): PricingPolicy {
  if (!partial || partial === DEFAULT_POLICY) return DEFAULT_POLICY;
  const known = policies.get(partial);
  if (known) return known;
  const policy = { ...DEFAULT_POLICY, ...partial };
  policies.set(partial, policy);
  return policy;
}

function compile(tariff: Tariff, policy: PricingPolicy): CompiledTariff {
  const money = denominatorsOf(tariff, policy);
  const elements = tariff.elements.map((element) => ({
    element,
    restrictions: compileRestrictions(element.restrictions, policy),
  }));
  const choice =
    policy.elementChoice === 'of-version' ? tariff.elementChoice : policy.elementChoice;
  const candidatesOf = (
    dimension: TariffDimension,
    reservation?: 'RESERVATION' | 'RESERVATION_EXPIRES',
  ) =>
    elements.flatMap(({ element, restrictions }, elementIndex): Candidate[] => {
      if (restrictions?.reservation !== reservation) return [];
      const pricer = pricerOf(
        tariff,
        policy,
        money,
        { element, elementIndex, restrictions },
        dimension,
      );
      if (!pricer && choice === 'per-dimension') return [];
      return [{ elementIndex, restrictions, pricer }];
    });
  const slots: Record<Slot, readonly Candidate[]> = {
    ENERGY: candidatesOf('ENERGY'),
    TIME: candidatesOf('TIME'),
    PARKING_TIME: candidatesOf('PARKING_TIME'),
    SESSION_TIME: candidatesOf('SESSION_TIME'),
    FLAT: candidatesOf('FLAT'),
    RESERVATION_TIME: candidatesOf('TIME', 'RESERVATION'),
    RESERVATION_FLAT: candidatesOf('FLAT', 'RESERVATION'),
    EXPIRY_TIME: candidatesOf('TIME', 'RESERVATION_EXPIRES'),
    EXPIRY_FLAT: candidatesOf('FLAT', 'RESERVATION_EXPIRES'),
  };
  return {
    tariff,
    hasPrice: tariff.elements.some(({ components }) => components.length > 0),
    active: SLOTS.map((slot) => ({ slot, candidates: slots[slot] })).filter(
      ({ candidates }) => candidates.length > 0,
    ),
    expired: SLOTS.map((slot) => ({ slot, candidates: expiredCandidates(slots, slot) })).filter(
      ({ candidates }) => candidates.length > 0,
    ),
    restrictions: compileRestrictions(tariff.restrictions, policy),
    edges: listEdges(elements.map(({ restrictions }) => restrictions)),
    flows: elements.flatMap(({ restrictions }) => restrictions?.flows ?? []),
  };
}

/**
 * An expired reservation's time is priced by the elements for that case; only where none has a time
 * does the ordinary reservation price hold (OCPI 2.2.1 mod_tariffs, ReservationRestrictionType).
 */
function expiredCandidates(
  slots: Readonly<Record<Slot, readonly Candidate[]>>,
  slot: Slot,
): readonly Candidate[] {
  return slot === 'RESERVATION_TIME'
    ? [...slots.EXPIRY_TIME, ...slots.RESERVATION_TIME]
    : slots[slot];
}

type Placed = {
  readonly element: TariffElement;
  readonly elementIndex: number;
  readonly restrictions: CompiledRestrictions | undefined;
};

function pricerOf(
  tariff: Tariff,
  policy: PricingPolicy,
  money: Denominators,
  { element, elementIndex, restrictions }: Placed,
  dimension: TariffDimension,
): Pricer | undefined {
  const componentIndex = element.components.findIndex((it) => it.dimension === dimension);
  const component = element.components[componentIndex];
  if (!component) return undefined;
  const sent = wholeNumber(component.stepSize);
  const stepSize = sent === 0n && policy.zeroStep === 'one' ? 1n : sent;
  const perUnit = COMMON_UNITS / BASE_PER_UNIT[dimension];
  const amounts = unitAmounts(component, money);
  const perBase = (amount: UnitAmount | undefined) =>
    amount && { unit: amount.unit * perUnit, den: amount.den * COMMON_UNITS };
  return {
    tariff,
    elementIndex,
    componentIndex,
    component,
    taxIncluded: money.taxIncluded,
    restrictions,
    step: stepSize * BASE_PER_STEP[dimension],
    stepSize,
    stated: { unit: amounts.stated.unit * perUnit, den: amounts.stated.den * COMMON_UNITS },
    exclTax: perBase(amounts.exclTax),
    inclTax: perBase(amounts.inclTax),
    unitExclTax: amounts.exclTax && { num: amounts.exclTax.unit, den: amounts.exclTax.den },
  };
}

/** How many digits the prices and the tax rates of a tariff have, and what divides them all. */
type Denominators = {
  readonly taxIncluded: Tariff['taxIncluded'];
  readonly unitDigits: number;
  readonly price: bigint;
  readonly rateDigits: number;
  /** A rate of 100 percent. */
  readonly whole: bigint;
  /** Of amounts from which a tax was taken out: the product of all factors. */
  readonly factors: bigint;
};

function denominatorsOf(tariff: Tariff, policy: PricingPolicy): Denominators {
  const components = tariff.elements.flatMap((element) => element.components);
  const unitDigits = mostDigits(components.map(({ price }) => price));
  const rates = components.flatMap(({ tax }) => (tax.kind === 'rate' ? [tax.percent] : []));
  const rateDigits = mostDigits(rates);
  const whole = 100n * powerOfTen(rateDigits);
  const taxIncluded =
    tariff.taxIncluded === 'not-applicable' && policy.taxNotApplicable === 'rate'
      ? 'no'
      : tariff.taxIncluded;
  const factors = new Set(rates.map((rate) => factorOf(rate, rateDigits, whole)));
  return {
    taxIncluded,
    unitDigits,
    price: powerOfTen(unitDigits),
    rateDigits,
    whole,
    factors: [...factors].reduce(
      (product, factor) => (factor > 0n ? product * factor : product),
      1n,
    ),
  };
}

function mostDigits(values: readonly Decimal[]): number {
  return values.reduce((most, value) => Math.max(most, fractionDigits(value)), 0);
}

function factorOf(percent: Decimal, rateDigits: number, whole: bigint): bigint {
  return whole + digitsOf(percent) * powerOfTen(rateDigits - fractionDigits(percent));
}

/** One unit's amount before and after tax (OCPI 2.3.0 mod_tariffs, TaxIncluded); unknown stays so. */
function unitAmounts({ price, tax }: PriceComponent, money: Denominators) {
  const { taxIncluded, whole, factors } = money;
  const unit = digitsOf(price) * powerOfTen(money.unitDigits - fractionDigits(price));
  const stated: UnitAmount = { unit, den: money.price };
  if (taxIncluded === 'not-applicable') return { stated, exclTax: stated, inclTax: stated };
  const rate = tax.kind === 'rate' ? factorOf(tax.percent, money.rateDigits, whole) : whole;
  if (taxIncluded === 'no') {
    const inclTax = { unit: unit * rate, den: money.price * whole };
    return { stated, exclTax: stated, inclTax: tax.kind === 'unknown' ? undefined : inclTax };
  }
  const den = money.price * factors;
  if (tax.kind === 'none')
    return { stated, exclTax: { unit: unit * factors, den }, inclTax: stated };
  // A tax of -100 percent takes all of it: nothing tells what was there before.
  const isKnown = tax.kind === 'rate' && rate > 0n;
  const exclTax = isKnown ? { unit: unit * whole * (factors / rate), den } : undefined;
  return { stated, exclTax, inclTax: stated };
}
