import {
  add,
  compare,
  type Decimal,
  divide,
  type Exact,
  exactOf,
  multiply,
  type PriceLimit,
  sum,
  type Tariff,
  ZERO,
} from '@peregrine/domain';
import { DEFAULT_POLICY, type PricingPolicy } from './policy.ts';
import type { PricedPart, PricingNote } from './types.ts';
import type { Amounts } from './with-tax.ts';

type Limits = Pick<Tariff, 'minPrice' | 'maxPrice'>;

export type Total = Amounts & { readonly notes: readonly PricingNote[] };

/**
 * Sums the parts and applies the limits of the tariffs that priced them. The bounds before and after
 * tax are independent and both hold; where a limit has no bound after tax, the tax moves in
 * proportion (OCPI 2.2.1 mod_tariffs, Tariff.min_price and max_price).
 */
export function totalOf(
  parts: readonly PricedPart[],
  tariffs: readonly Limits[],
  policy: PricingPolicy = DEFAULT_POLICY,
): Total {
  const raw = sumAmounts(parts);
  if (!tariffs.some(({ minPrice, maxPrice }) => minPrice || maxPrice)) {
    return { exclTax: raw.exclTax, inclTax: raw.inclTax, notes: NO_NOTES };
  }
  const minimum = () => tariffs.map(({ minPrice }) => minPrice);
  const maximum = () => tariffs.map(({ maxPrice }) => maxPrice);
  const notes: PricingNote[] = [];
  const limitBy = (from: Amounts, side: 1 | -1): Amounts => {
    const bounds = (side === 1 ? maximum() : minimum()).filter((bound) => bound !== undefined);
    const limited = bounds.reduce((totals, bound) => limit(totals, bound, side, policy), from);
    if (limited !== from)
      notes.push({ code: side === 1 ? 'clamped-to-maximum' : 'clamped-to-minimum' });
    return limited;
  };
  const total =
    policy.crossedLimits === 'maximum'
      ? limitBy(limitBy(raw, -1), 1)
      : limitBy(limitBy(raw, 1), -1);
  return { ...total, notes };
}

const NO_NOTES: readonly PricingNote[] = [];

/** Both sums in one walk; parts of one tariff share their denominators. */
function sumAmounts(parts: readonly PricedPart[]): Amounts {
  const [first] = parts;
  if (!first) return { exclTax: ZERO, inclTax: ZERO };
  let { exclTax, inclTax } = first;
  for (let at = 1; at < parts.length; at += 1) {
    const part = parts[at];
    exclTax = exclTax && part?.exclTax && add(exclTax, part.exclTax);
    inclTax = inclTax && part?.inclTax && add(inclTax, part.inclTax);
  }
  return { exclTax, inclTax };
}

/** Undefined as soon as one is: a sum of the others would be a wrong amount. */
export function sumOfKnown(values: readonly (Exact | undefined)[]): Exact | undefined {
  return values.every((value) => value !== undefined) ? sum(values) : undefined;
}

/** `side` 1 cuts what lies above the bound, -1 lifts what lies below; the same object if neither. */
function limit(totals: Amounts, bound: PriceLimit, side: 1 | -1, policy: PricingPolicy): Amounts {
  const bounded = (value: Exact, at: Decimal) =>
    Math.sign(compare(value, exactOf(at))) === side ? exactOf(at) : value;
  const exclTax = totals.exclTax && bounded(totals.exclTax, bound.exclTax);
  const inclTax =
    totals.inclTax && bound.inclTax !== undefined
      ? bounded(totals.inclTax, bound.inclTax)
      : inProportion(totals, exclTax, bound, side, policy);
  return exclTax === totals.exclTax && inclTax === totals.inclTax ? totals : { exclTax, inclTax };
}

function inProportion(
  totals: Amounts,
  exclTax: Exact | undefined,
  bound: PriceLimit,
  side: 1 | -1,
  policy: PricingPolicy,
): Exact | undefined {
  if (!totals.inclTax) return undefined;
  // A bound before tax on an amount that is known after tax alone: only what it cannot reach stays.
  if (!exclTax || !totals.exclTax) {
    const isOutOfReach = side === 1 && compare(totals.inclTax, exactOf(bound.exclTax)) <= 0;
    return isOutOfReach ? totals.inclTax : undefined;
  }
  if (exclTax === totals.exclTax) return totals.inclTax;
  if (policy.taxAtLimit === 'unknown' || totals.exclTax.num === 0n) return undefined;
  return multiply(totals.inclTax, divide(exclTax, totals.exclTax));
}
