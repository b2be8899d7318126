import {
  add,
  divide,
  type Exact,
  exact,
  exactOf,
  multiply,
  type Tariff,
  type Tax,
} from '@peregrine/domain';

/** An amount before and after tax; at least one is known. */
export type Amounts = { readonly exclTax: Exact | undefined; readonly inclTax: Exact | undefined };

/**
 * Both amounts of one that the tariff states (OCPI 2.3.0 mod_tariffs, TaxIncluded). A tax of unknown
 * rate leaves the other side unknown, never 0.
 */
export function amountsOf(value: Exact, tax: Tax, taxIncluded: Tariff['taxIncluded']): Amounts {
  if (taxIncluded === 'not-applicable' || tax.kind === 'none') {
    return { exclTax: value, inclTax: value };
  }
  if (taxIncluded === 'yes') return { exclTax: withoutTax(value, tax), inclTax: value };
  return { exclTax: value, inclTax: withTax(value, tax) };
}

/** A net amount with its tax; undefined when the tax is unknown. */
export function withTax(exclTax: Exact, tax: Tax): Exact | undefined {
  if (tax.kind === 'unknown') return undefined;
  return tax.kind === 'none' ? exclTax : multiply(exclTax, factorOf(tax));
}

/** A gross amount without its tax; undefined when the tax is unknown, or takes all of it. */
export function withoutTax(inclTax: Exact, tax: Tax): Exact | undefined {
  if (tax.kind === 'unknown') return undefined;
  if (tax.kind === 'none') return inclTax;
  const factor = factorOf(tax);
  return factor.num === 0n ? undefined : divide(inclTax, factor);
}

function factorOf(tax: Extract<Tax, { kind: 'rate' }>): Exact {
  return add(exact(1n), multiply(exactOf(tax.percent), exact(1n, 100n)));
}
