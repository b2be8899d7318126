import {
  add,
  compare,
  type Decimal,
  type Exact,
  exact,
  exactOf,
  minorDigits,
  multiply,
  type PriceLimit,
  subtract,
  type Tariff,
} from '@peregrine/domain';
import { found } from './found.ts';
import type { LintFinding } from './types.ts';

/** The least and the most that a session costs (OCPI 2.2.1 mod_tariffs, Tariff.min_price). */
export function lintLimits(tariff: Tariff): readonly LintFinding[] {
  const { minPrice, maxPrice } = tariff;
  return [
    ...(minPrice ? lintLimit(minPrice, 'min_price', tariff) : []),
    ...(maxPrice ? lintLimit(maxPrice, 'max_price', tariff) : []),
    ...(minPrice && maxPrice ? lintCrossed(minPrice, maxPrice) : []),
    ...lintFlat(tariff),
  ];
}

function lintLimit(limit: PriceLimit, name: string, tariff: Tariff): readonly LintFinding[] {
  const excl = exactOf(limit.exclTax);
  const incl = limit.inclTax === undefined ? undefined : exactOf(limit.inclTax);
  if (excl.num < 0n || (incl?.num ?? 0n) < 0n) {
    return [found('limit-negative', 'error', [name], 'No limit is below 0.')];
  }
  if (name === 'max_price' && excl.num === 0n) {
    const reason = 'No session may cost more than 0: whatever has a price is free.';
    return [found('limit-zero', 'warning', [name], reason)];
  }
  if (!incl) return [];
  if (compare(incl, excl) < 0) {
    const reason = `${limit.inclTax} after tax is less than ${limit.exclTax} before.`;
    return [found('limit-after-tax-too-low', 'error', [name], reason)];
  }
  const isOff = isBeyondRates(excl, incl, tariff);
  if (!isOff) return [];
  const reason = `From ${limit.exclTax} before tax to ${limit.inclTax} after: no VAT of the components gives that.`;
  return [found('limit-tax-mismatch', 'warning', [name], reason)];
}

/** Whether the tax between the bounds is outside what the components bear, by more than a cent. */
function isBeyondRates(excl: Exact, incl: Exact, tariff: Tariff): boolean {
  const taxes = tariff.elements
    .flatMap((element) => element.components)
    .filter((component) => component.price !== '0')
    .map((component) => component.tax);
  const rates = taxes.flatMap((tax) => (tax.kind === 'rate' ? [exactOf(tax.percent)] : []));
  if (rates.length === 0 || rates.length < taxes.length) return false;
  const cent = exact(1n, 10n ** BigInt(minorDigits(tariff.currency)));
  const after = rates.map((rate) => afterTax(excl, rate)).toSorted(compare);
  const [least, most] = [after[0] ?? incl, after.at(-1) ?? incl];
  return compare(incl, subtract(least, cent)) < 0 || compare(incl, add(most, cent)) > 0;
}

function afterTax(excl: Exact, percent: Exact): Exact {
  return add(excl, multiply(excl, multiply(percent, exact(1n, 100n))));
}

function lintCrossed(min: PriceLimit, max: PriceLimit): readonly LintFinding[] {
  const crosses = (low: Decimal | undefined, high: Decimal | undefined) =>
    low !== undefined && high !== undefined && compare(exactOf(low), exactOf(high)) > 0;
  if (!crosses(min.exclTax, max.exclTax) && !crosses(min.inclTax, max.inclTax)) return [];
  const reason = 'The least that a session costs is more than the most.';
  return [found('limits-crossed', 'error', ['max_price'], reason, 'Exchange the two.')];
}

/** What every session pays at once, against the limits. */
function lintFlat(tariff: Tariff): readonly LintFinding[] {
  const flats = tariff.elements.flatMap(({ components, restrictions }) =>
    restrictions === undefined
      ? components.filter((it) => it.dimension === 'FLAT').slice(0, 1)
      : [],
  );
  const [first] = flats;
  if (!first) return lintNeedless(tariff, exact(0n), exact(0n));
  const flat = exactOf(first.price);
  if (tariff.taxIncluded === 'yes') return [];
  const most = tariff.maxPrice && exactOf(tariff.maxPrice.exclTax);
  if (most && most.num > 0n && compare(flat, most) >= 0) {
    const reason = 'The FLAT price alone reaches it: every session costs the same.';
    return [found('limit-always-reached', 'warning', ['max_price'], reason)];
  }
  const { tax } = first;
  const inclTax = tax.kind === 'rate' ? afterTax(flat, exactOf(tax.percent)) : undefined;
  return lintNeedless(tariff, flat, inclTax);
}

function lintNeedless(
  { minPrice }: Tariff,
  flat: Exact,
  flatInclTax: Exact | undefined,
): readonly LintFinding[] {
  if (!minPrice || exactOf(minPrice.exclTax).num < 0n) return [];
  const isReached = (bound: Decimal | undefined, value: Exact | undefined) =>
    bound === undefined || (value !== undefined && compare(value, exactOf(bound)) >= 0);
  if (!isReached(minPrice.exclTax, flat) || !isReached(minPrice.inclTax, flatInclTax)) return [];
  const reason = 'Every session costs as much anyway: it never decides.';
  return [found('limit-never-reached', 'info', ['min_price'], reason)];
}
