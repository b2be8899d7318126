import {
  add,
  compare,
  divide,
  type Exact,
  exact,
  exactOf,
  multiply,
  type PriceLimit,
  sum,
  type Tariff,
  type Tax,
} from '@peregrine/domain';
import type { PricedPart, PricingNote } from './types.ts';

/** A net amount with its tax; undefined when the tax is unknown. */
export function withTax(exclTax: Exact, tax: Tax): Exact | undefined {
  if (tax.kind === 'unknown') return undefined;
  if (tax.kind === 'none') return exclTax;
  return multiply(exclTax, add(exact(1n), multiply(exactOf(tax.percent), exact(1n, 100n))));
}

type Totals = { readonly exclTax: Exact; readonly inclTax: Exact | undefined };

/**
 * Sums the parts and applies the tariff's limits. The bounds before and after tax are independent and
 * both hold; where a limit has no bound after tax, the tax moves in proportion
 * (OCPI 2.2.1 mod_tariffs, Tariff.min_price and max_price).
 */
export function totalOf(
  parts: readonly PricedPart[],
  tariff: Pick<Tariff, 'minPrice' | 'maxPrice'>,
): Totals & { readonly notes: readonly PricingNote[] } {
  const incl = parts.map((part) => part.inclTax);
  const raw: Totals = {
    exclTax: sum(parts.map((part) => part.exclTax)),
    inclTax: incl.every((value) => value !== undefined) ? sum(incl) : undefined,
  };
  const raised = limit(raw, tariff.minPrice, -1);
  const lowered = limit(raised, tariff.maxPrice, 1);
  const notes: PricingNote[] = [];
  if (raised !== raw) notes.push({ code: 'clamped-to-minimum' });
  if (lowered !== raised) notes.push({ code: 'clamped-to-maximum' });
  return { ...lowered, notes };
}

/** `side` 1 cuts what lies above the bound, -1 lifts what lies below. */
function limit(totals: Totals, bound: PriceLimit | undefined, side: 1 | -1): Totals {
  if (!bound) return totals;
  const crosses = (value: Exact, at: Exact) => Math.sign(compare(value, at)) === side;
  const exclBound = exactOf(bound.exclTax);
  const exclTax = crosses(totals.exclTax, exclBound) ? exclBound : totals.exclTax;
  const inclTax = limitInclTax(totals, exclTax, bound, crosses);
  return exclTax === totals.exclTax && inclTax === totals.inclTax ? totals : { exclTax, inclTax };
}

function limitInclTax(
  totals: Totals,
  exclTax: Exact,
  bound: PriceLimit,
  crosses: (value: Exact, at: Exact) => boolean,
): Exact | undefined {
  if (!totals.inclTax) return undefined;
  if (bound.inclTax !== undefined) {
    const inclBound = exactOf(bound.inclTax);
    return crosses(totals.inclTax, inclBound) ? inclBound : totals.inclTax;
  }
  if (exclTax === totals.exclTax) return totals.inclTax;
  if (totals.exclTax.num === 0n) return undefined;
  return multiply(totals.inclTax, divide(exclTax, totals.exclTax));
}
