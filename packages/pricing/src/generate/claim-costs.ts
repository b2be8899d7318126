import {
  add,
  type Cdr,
  type Decimal,
  type Exact,
  exact,
  exactOf,
  exactOfMoney,
  minorDigits,
  multiply,
  roundToMinor,
  sum,
  type Tariff,
  type TariffDimension,
  toDecimal,
  type WirePrice,
} from '@peregrine/domain';
import type { PricedPart, PricedSession } from '../price/types.ts';
import { withTax } from '../price/with-tax.ts';
import type { Mistake } from './types.ts';

/** Amounts before and after tax; the second is undefined where the tax is unknown. */
type Cost = { readonly exclTax: Exact; readonly inclTax: Exact | undefined };

export type Claims = Pick<
  Cdr,
  | 'totalCost'
  | 'totalEnergyCost'
  | 'totalTimeCost'
  | 'totalParkingCost'
  | 'totalFixedCost'
  | 'totalReservationCost'
>;

type ClaimField = Exclude<keyof Claims, 'totalCost'>;

const FIELDS: Readonly<Record<TariffDimension, ClaimField>> = {
  ENERGY: 'totalEnergyCost',
  TIME: 'totalTimeCost',
  SESSION_TIME: 'totalTimeCost',
  PARKING_TIME: 'totalParkingCost',
  FLAT: 'totalFixedCost',
};

const fieldOf = (part: PricedPart): ClaimField =>
  part.reservation ? 'totalReservationCost' : FIELDS[part.dimension];

/**
 * What the record claims, of the priced session and what went wrong with it. Undefined where an
 * amount before tax is not known: a CDR has no way to say that.
 */
export function claimCosts(
  session: PricedSession,
  tariffs: readonly Tariff[],
  decimals: number,
  mistake?: Mistake,
): Claims | undefined {
  const extras = mistake === 'step-twice' ? stepsAgain(session, tariffs) : [];
  const parts = [...session.parts.map((part) => ({ field: fieldOf(part), ...part })), ...extras];
  const { totalExclTax, totalInclTax } = session;
  if (totalExclTax === undefined) return undefined;
  const whole = sumOf([{ exclTax: totalExclTax, inclTax: totalInclTax }, ...extras]);
  if (!whole) return undefined;
  const total = mistakeTotal(whole, session, tariffs, mistake);
  const fields: Partial<Record<ClaimField, WirePrice>> = {};
  for (const field of new Set(parts.map((part) => part.field))) {
    const cost = sumOf(parts.filter((part) => part.field === field));
    if (!cost) return undefined;
    fields[field] = wirePrice(cost, decimals);
  }
  return { ...fields, totalCost: wirePrice(total, decimals) };
}

function sumOf(
  costs: readonly { readonly exclTax: Exact | undefined; readonly inclTax: Exact | undefined }[],
): Cost | undefined {
  const excl = costs.map((it) => it.exclTax);
  const incl = costs.map((it) => it.inclTax);
  if (!excl.every((it) => it !== undefined)) return undefined;
  return {
    exclTax: sum(excl),
    inclTax: incl.every((it) => it !== undefined) ? sum(incl) : undefined,
  };
}

function wirePrice({ exclTax, inclTax }: Cost, decimals: number): WirePrice {
  const print = (value: Exact): Decimal => toDecimal(value, decimals);
  return { exclTax: print(exclTax), ...(inclTax && { inclTax: print(inclTax) }) };
}

/** One more whole step for the last part of each dimension that has one. */
function stepsAgain(session: PricedSession, tariffs: readonly Tariff[]) {
  const last = new Map(session.parts.map((part) => [fieldOf(part), part]));
  return [...last].flatMap(([field, part]) => {
    const tariff = tariffs.find(({ tariffId }) => tariffId === part.because.tariffId);
    const step = tariff?.elements[part.elementIndex]?.components[part.componentIndex]?.stepSize;
    if (part.dimension === 'FLAT' || !step || step < 2 || !part.unitExclTax) return [];
    const quantity = exact(BigInt(step), part.dimension === 'ENERGY' ? 1_000n : 3_600n);
    const exclTax = multiply(part.unitExclTax, quantity);
    return [{ field, exclTax, inclTax: withTax(exclTax, part.tax) }];
  });
}

function mistakeTotal(
  total: Cost,
  { currency }: PricedSession,
  tariffs: readonly Tariff[],
  mistake: Mistake | undefined,
): Cost {
  if (mistake === 'sum-differs') {
    const unit = exact(1n, 10n ** BigInt(minorDigits(currency)));
    return {
      exclTax: add(total.exclTax, unit),
      inclTax: total.inclTax && add(total.inclTax, unit),
    };
  }
  if (mistake !== 'late-vat') return total;
  const taxes = tariffs.flatMap(({ elements }) =>
    elements.flatMap(({ components }) => components.map(({ tax }) => tax)),
  );
  const tax = taxes.find(({ kind }) => kind === 'rate');
  if (tax?.kind !== 'rate') return total;
  // One rate on the rounded sum, rounded again.
  const rounded = exactOfMoney(roundToMinor(total.exclTax, currency));
  const factor = add(exact(1n), multiply(exactOf(tax.percent), exact(1n, 100n)));
  const inclTax = exactOfMoney(roundToMinor(multiply(rounded, factor), currency));
  return { exclTax: total.exclTax, inclTax };
}
