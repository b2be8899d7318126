import {
  add,
  type Decimal,
  type Exact,
  exactOf,
  type PriceLimit,
  type TaxAmount,
  toDecimal,
  type WirePrice,
} from '@peregrine/domain';
import { need, number, take, takeOrRefuse, text } from './leaves.ts';
import {
  isSent,
  needPart,
  observe,
  put,
  type Reading,
  type Sent,
  salvage,
  takeWholeList,
} from './reading.ts';

/** An amount at a key as one version writes it. */
export type PriceReader = (reading: Reading, value: unknown, key: string) => WirePrice;

/** An amount that may be absent; one that cannot be read is left out with a finding. */
export function takePrice(
  reading: Reading,
  value: unknown,
  key: string,
  read: PriceReader,
): WirePrice | undefined {
  if (value === undefined || value === null) return undefined;
  const mark = reading.problems.length;
  const price = read(reading, value, key);
  return salvage(reading, mark, key) ? undefined : price;
}

/** OCPI 2.1.1: one number, before tax; the tax is unknown. */
export function readNetPrice(reading: Reading, value: unknown, key: string): WirePrice {
  return { exclTax: need(reading, value, key, number) };
}

/** OCPI 2.2.1 types, Price; an absent `incl_vat` stays unknown. A bare number is before tax. */
export function readVatPrice(reading: Reading, value: unknown, key: string): WirePrice {
  if (!isSent(value)) return readBare(reading, value, key);
  return needPart(reading, value, key, readVatFields);
}

function readVatFields(reading: Reading, sent: Sent): WirePrice {
  const exclTax = need(reading, sent.excl_vat, 'excl_vat', number);
  const price: WirePrice = { exclTax };
  put(price, 'inclTax', take(reading, sent.incl_vat, 'incl_vat', number));
  return price;
}

function readBare(reading: Reading, value: unknown, key: string): WirePrice {
  observe(reading, 'price-shape', key, 'expected an object; taken as the price before tax');
  return readNetPrice(reading, value, key);
}

/**
 * OCPI 2.3.0 types, Price: after tax is before tax plus every tax. An empty list says that none is
 * due; a missing one says nothing, and the tax stays unknown.
 */
export function readTaxedPrice(reading: Reading, value: unknown, key: string): WirePrice {
  if (!isSent(value)) return readBare(reading, value, key);
  if (value.before_taxes === undefined && value.excl_vat !== undefined) {
    observe(reading, 'price-shape', key, 'written as OCPI 2.2.1 does');
    return readVatPrice(reading, value, key);
  }
  return needPart(reading, value, key, readTaxedFields);
}

function readTaxedFields(reading: Reading, sent: Sent): WirePrice {
  const exclTax = need(reading, sent.before_taxes, 'before_taxes', number);
  const taxes = takeWholeList(reading, sent.taxes, 'taxes', readTax);
  if (!taxes) return { exclTax };
  return { exclTax, inclTax: withTaxes(exclTax, taxes), taxes };
}

function withTaxes(exclTax: Decimal, taxes: readonly TaxAmount[]): Decimal {
  let total: Exact = exactOf(exclTax);
  let decimals = fractionDigits(exclTax);
  for (const { taxAmount } of taxes) {
    total = add(total, exactOf(taxAmount));
    decimals = Math.max(decimals, fractionDigits(taxAmount));
  }
  return toDecimal(total, decimals);
}

function fractionDigits(value: Decimal): number {
  const point = value.indexOf('.');
  return point < 0 ? 0 : value.length - point - 1;
}

/** OCPI 2.3.0 types, TaxAmount; the name is for people, so its absence costs nothing. */
function readTax(reading: Reading, sent: Sent): TaxAmount {
  const tax: TaxAmount = {
    name: take(reading, sent.name, 'name', text) ?? '',
    taxAmount: need(reading, sent.amount, 'amount', number),
  };
  put(tax, 'percent', take(reading, sent.percentage, 'percentage', number));
  put(tax, 'accountNumber', take(reading, sent.account_number, 'account_number', text));
  return tax;
}

/** A tariff's `min_price` or `max_price` by the names of its two bounds; both decide a price. */
export function takeLimit(
  reading: Reading,
  value: unknown,
  key: string,
  [before, after]: readonly [string, string],
): PriceLimit | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isSent(value)) return readBare(reading, value, key);
  return needPart(reading, value, key, (within, sent) => {
    const limit: PriceLimit = { exclTax: need(within, sent[before], before, number) };
    put(limit, 'inclTax', takeOrRefuse(within, sent[after], after, number));
    return limit;
  });
}
