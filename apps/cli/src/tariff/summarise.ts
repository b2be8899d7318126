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

/** What is billed of one dimension; a flat price has no quantity. */
export type AnsweredDimension = AnsweredAmounts & {
  readonly billedKwh?: Decimal;
  readonly billedSeconds?: Decimal;
};

/** The dimensions of an answer: those of a tariff, and what a reservation cost. */
export type AnsweredName = TariffDimension | 'RESERVATION' | 'RESERVATION_FLAT';

const UNITS: Readonly<Record<AnsweredName, 'billedKwh' | 'billedSeconds' | undefined>> = {
  ENERGY: 'billedKwh',
  TIME: 'billedSeconds',
  PARKING_TIME: 'billedSeconds',
  FLAT: undefined,
  RESERVATION: 'billedSeconds',
  RESERVATION_FLAT: undefined,
  SESSION_TIME: 'billedSeconds',
};
/** Those that every answer has: nothing billed is 0, since what no component prices is free. */
const ALWAYS: readonly AnsweredName[] = ['ENERGY', 'TIME', 'PARKING_TIME', 'FLAT', 'RESERVATION'];

/** Sums the parts of each dimension; the flat price of a reservation stands apart from its time. */
export function summarise({
  parts,
}: PricedSession): Partial<Record<AnsweredName, AnsweredDimension>> {
  const used = new Set(parts.map(nameOf));
  const names = Object.keys(UNITS) as AnsweredName[];
  return Object.fromEntries(
    names
      .filter((name) => used.has(name) || ALWAYS.includes(name))
      .map((name) => [
        name,
        sumOf(
          name,
          parts.filter((part) => nameOf(part) === name),
        ),
      ]),
  );
}

export function nameOf({ dimension, reservation }: PricedPart): AnsweredName {
  if (!reservation) return dimension;
  return dimension === 'FLAT' ? 'RESERVATION_FLAT' : 'RESERVATION';
}

function sumOf(name: AnsweredName, parts: readonly PricedPart[]): AnsweredDimension {
  const unit = UNITS[name];
  const billed = parts.reduce((sum, part) => add(sum, part.billed), ZERO);
  return {
    ...(unit && { [unit]: quantity(unit, billed) }),
    exclTax: total(parts.map((part) => part.exclTax)),
    inclTax: total(parts.map((part) => part.inclTax)),
  };
}

/** Hours are told in seconds. */
export function quantity(unit: 'billedKwh' | 'billedSeconds', billed: Exact): Decimal {
  return toDecimal(unit === 'billedSeconds' ? multiply(billed, exact(3_600n)) : billed);
}

/** Both amounts of a total. */
export function amountsOf(exclTax: Exact | undefined, inclTax: Exact | undefined): AnsweredAmounts {
  return {
    exclTax: exclTax ? toDecimal(exclTax) : null,
    inclTax: inclTax ? toDecimal(inclTax) : null,
  };
}

function total(amounts: readonly (Exact | undefined)[]): Decimal | null {
  const known = amounts.filter((amount) => amount !== undefined);
  return known.length < amounts.length ? null : toDecimal(known.reduce(add, ZERO));
}
