import {
  add,
  type Decimal,
  type Exact,
  exact,
  multiply,
  type TariffDimension,
  toDecimal,
  ZERO,
} from '@peregrine/domain';
import type { PricedPart, PricedSession } from '@peregrine/pricing';

/** Amounts unrounded, at most 10 decimals; null where unknown. */
export type AnsweredAmounts = {
  readonly exclTax: Decimal | null;
  readonly inclTax: Decimal | null;
};

/** How quantities are told. */
export type QuantityUnit = 'Kwh' | 'Seconds';

/** What is billed of one dimension; a flat price has no quantity. */
type AnsweredDimension = AnsweredAmounts & {
  readonly [key in `billed${QuantityUnit}`]?: Decimal | null;
};

/** The dimensions of an answer: those of a tariff, and what a reservation cost. */
export type AnsweredName = TariffDimension | 'RESERVATION' | 'RESERVATION_FLAT';

type AnsweredDimensions = Partial<Record<AnsweredName, AnsweredDimension>>;

/** Those that every answer has. */
const ALWAYS: readonly AnsweredName[] = ['ENERGY', 'TIME', 'PARKING_TIME', 'FLAT', 'RESERVATION'];

/**
 * Sums the parts of each dimension; nothing billed is 0, since what no component prices is free. The
 * flat price of a reservation stands apart from its time.
 */
export function summarise({ parts }: PricedSession): AnsweredDimensions {
  const names = [...new Set([...ALWAYS, ...parts.map(nameOf)])];
  return Object.fromEntries(
    names.map((name) => {
      const own = parts.filter((part) => nameOf(part) === name);
      const billed = own.reduce((sum, part) => add(sum, part.billed), ZERO);
      const amounts = amountsOf(sumOf(own, 'exclTax'), sumOf(own, 'inclTax'));
      return [name, { ...billedOf(name, billed), ...amounts }];
    }),
  );
}

/** The same where nothing is known. */
export function summariseUnknown(): AnsweredDimensions {
  const unknown = amountsOf(undefined, undefined);
  return Object.fromEntries(
    ALWAYS.map((name) => [name, { ...billedOf(name, undefined), ...unknown }]),
  );
}

export function nameOf({ dimension, reservation }: PricedPart): AnsweredName {
  if (!reservation) return dimension;
  return dimension === 'FLAT' ? 'RESERVATION_FLAT' : 'RESERVATION';
}

/** Undefined for a flat price, which has no quantity. */
export function unitOf(name: AnsweredName): QuantityUnit | undefined {
  if (name === 'FLAT' || name === 'RESERVATION_FLAT') return undefined;
  return name === 'ENERGY' ? 'Kwh' : 'Seconds';
}

/** `value` in kWh or hours; hours are told in seconds. */
export function tellQuantity(unit: QuantityUnit, value: Exact): Decimal {
  return toDecimal(unit === 'Seconds' ? multiply(value, exact(3_600n)) : value);
}

export function amountsOf(exclTax: Exact | undefined, inclTax: Exact | undefined): AnsweredAmounts {
  return {
    exclTax: exclTax ? toDecimal(exclTax) : null,
    inclTax: inclTax ? toDecimal(inclTax) : null,
  };
}

function billedOf(name: AnsweredName, billed: Exact | undefined): object {
  const unit = unitOf(name);
  return unit ? { [`billed${unit}`]: billed ? tellQuantity(unit, billed) : null } : {};
}

/** Unknown as soon as one of them is. */
function sumOf(parts: readonly PricedPart[], key: 'exclTax' | 'inclTax'): Exact | undefined {
  const amounts = parts.map((part) => part[key]).filter((amount) => amount !== undefined);
  return amounts.length < parts.length ? undefined : amounts.reduce(add, ZERO);
}
