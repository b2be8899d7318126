import {
  compare,
  type Decimal,
  divide,
  type Exact,
  exactOf,
  multiply,
  type PriceLimit,
  sum,
  type Tariff,
} from '@peregrine/domain';
import type { PricedPart, PricingNote } from './types.ts';
import type { Amounts } from './with-tax.ts';

/**
 * Sums the parts and applies the tariff's limits. The bounds before and after tax are independent and
 * both hold; where a limit has no bound after tax, the tax moves in proportion
 * (OCPI 2.2.1 mod_tariffs, Tariff.min_price and max_price).
 */
export function totalOf(
  parts: readonly PricedPart[],
  tariff: Pick<Tariff, 'minPrice' | 'maxPrice'>,
): Amounts & { readonly notes: readonly PricingNote[] } {
  const raw: Amounts = {
    exclTax: sumOfKnown(parts.map((part) => part.exclTax)),
    inclTax: sumOfKnown(parts.map((part) => part.inclTax)),
  };
  const raised = limit(raw, tariff.minPrice, -1);
  const lowered = limit(raised, tariff.maxPrice, 1);
  const notes: PricingNote[] = [];
  if (raised !== raw) notes.push({ code: 'clamped-to-minimum' });
  if (lowered !== raised) notes.push({ code: 'clamped-to-maximum' });
  return { ...lowered, notes };
}

/** Undefined as soon as one is: a sum of the others would be a wrong amount. */
export function sumOfKnown(values: readonly (Exact | undefined)[]): Exact | undefined {
  return values.every((value) => value !== undefined) ? sum(values) : undefined;
}

/** `side` 1 cuts what lies above the bound, -1 lifts what lies below. */
function limit(totals: Amounts, bound: PriceLimit | undefined, side: 1 | -1): Amounts {
  if (!bound) return totals;
  const bounded = (value: Exact, at: Decimal) =>
    Math.sign(compare(value, exactOf(at))) === side ? exactOf(at) : value;
  const exclTax = totals.exclTax && bounded(totals.exclTax, bound.exclTax);
  const inclTax =
    totals.inclTax && bound.inclTax !== undefined
      ? bounded(totals.inclTax, bound.inclTax)
      : inProportion(totals, exclTax);
  return exclTax === totals.exclTax && inclTax === totals.inclTax ? totals : { exclTax, inclTax };
}

function inProportion(totals: Amounts, exclTax: Exact | undefined): Exact | undefined {
  if (exclTax === totals.exclTax || !totals.inclTax) return totals.inclTax;
  if (!exclTax || !totals.exclTax || totals.exclTax.num === 0n) return undefined;
  return multiply(totals.inclTax, divide(exclTax, totals.exclTax));
}
