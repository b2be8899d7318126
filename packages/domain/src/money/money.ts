import { type Decimal, decimal } from './decimal.ts';
import { compare, type Exact, exact, exactOf, roundHalfUp } from './exact.ts';

/** ISO 4217 code in upper case. */
export type Currency = string;

/**
 * A settled sum of money in integer minor units (cents): what is captured, posted and printed.
 * Unrounded amounts are `Exact` or `Decimal`, never this.
 */
export type Money = { readonly minor: bigint; readonly currency: Currency };

/** Money as it crosses a JSON edge: `{ amount: "12.28", currency: "EUR" }`, all minor digits shown. */
export type MoneyText = { readonly amount: string; readonly currency: Currency };

const NOT_TWO: Readonly<Record<string, number>> = {
  BHD: 3,
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  IQD: 3,
  ISK: 0,
  JOD: 3,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  PYG: 0,
  RWF: 0,
  TND: 3,
  UGX: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
};

/** Digits after the point of a currency's minor unit (ISO 4217). */
export function minorDigits(currency: Currency): number {
  return NOT_TWO[currency.toUpperCase()] ?? 2;
}

/** The one rounding of an amount: half-up to the currency's minor unit. */
export function roundToMinor(value: Exact, currency: Currency): Money {
  return { minor: roundHalfUp(value, minorDigits(currency)), currency };
}

export function exactOfMoney(money: Money): Exact {
  return exact(money.minor, 10n ** BigInt(minorDigits(money.currency)));
}

/** `12.28`, with every minor digit; the currency travels apart. */
export function moneyText(money: Money): MoneyText {
  const digits = minorDigits(money.currency);
  const negative = money.minor < 0n;
  const text = (negative ? -money.minor : money.minor).toString().padStart(digits + 1, '0');
  const at = text.length - digits;
  const amount = digits === 0 ? text : `${text.slice(0, at)}.${text.slice(at)}`;
  return { amount: negative ? `-${amount}` : amount, currency: money.currency };
}

export function decimalOfMoney(money: Money): Decimal {
  return decimal(moneyText(money).amount);
}

/**
 * Reads what `moneyText` wrote; throws on an amount finer than the currency's minor unit (a bug:
 * only settled sums travel as text).
 */
export function moneyOf(text: MoneyText): Money {
  const value = exactOf(decimal(text.amount));
  const money = roundToMinor(value, text.currency);
  if (compare(exactOfMoney(money), value) !== 0) {
    throw new Error(`not a whole number of minor units: ${text.amount} ${text.currency}`);
  }
  return money;
}
