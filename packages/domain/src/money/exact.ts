import type { Decimal } from './decimal.ts';

/**
 * An exact rational number: integers over a known denominator (`domain/README`: exact until
 * that one rounding). `den` is always positive. Fractions are not reduced: denominators here are
 * products of powers of ten and 3 600 000, so they stay small.
 */
export type Exact = { readonly num: bigint; readonly den: bigint };

export const ZERO: Exact = { num: 0n, den: 1n };

export function exact(num: bigint, den = 1n): Exact {
  if (den <= 0n) throw new Error('an exact number needs a positive denominator');
  return { num, den };
}

/** The exact value of a decimal text. */
export function exactOf(value: Decimal): Exact {
  const negative = value.startsWith('-');
  const [whole = '0', fraction = ''] = (negative ? value.slice(1) : value).split('.');
  const num = BigInt(whole + fraction);
  return { num: negative ? -num : num, den: powerOfTen(fraction.length) };
}

export function add(a: Exact, b: Exact): Exact {
  if (a.den === b.den) return { num: a.num + b.num, den: a.den };
  // One denominator often divides the other; taking it keeps long sums small.
  if (a.den % b.den === 0n) return { num: a.num + b.num * (a.den / b.den), den: a.den };
  if (b.den % a.den === 0n) return { num: a.num * (b.den / a.den) + b.num, den: b.den };
  return { num: a.num * b.den + b.num * a.den, den: a.den * b.den };
}

export function subtract(a: Exact, b: Exact): Exact {
  return add(a, negate(b));
}

export function negate(a: Exact): Exact {
  return { num: -a.num, den: a.den };
}

export function multiply(a: Exact, b: Exact): Exact {
  return { num: a.num * b.num, den: a.den * b.den };
}

/** Throws on a zero divisor: nothing here divides by what a partner sent unchecked. */
export function divide(a: Exact, b: Exact): Exact {
  if (b.num === 0n) throw new Error('division by zero');
  const sign = b.num < 0n ? -1n : 1n;
  return { num: a.num * b.den * sign, den: a.den * b.num * sign };
}

export function sum(values: readonly Exact[]): Exact {
  return values.reduce(add, ZERO);
}

/** Negative, zero or positive as a is less than, equal to or greater than b. */
export function compare(a: Exact, b: Exact): number {
  const difference = a.num * b.den - b.num * a.den;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Rounds half-up (away from zero at the half) to an integer count of 10^-decimals. */
export function roundHalfUp(value: Exact, decimals: number): bigint {
  const scaled = value.num * powerOfTen(decimals);
  const magnitude = scaled < 0n ? -scaled : scaled;
  const rounded = (magnitude * 2n + value.den) / (value.den * 2n);
  return scaled < 0n ? -rounded : rounded;
}

/** Prints with at most `maxDecimals` decimals, half-up, zeros cut (`domain/README`). */
export function toDecimal(value: Exact, maxDecimals = 10): Decimal {
  return scaledToDecimal(roundHalfUp(value, maxDecimals), maxDecimals);
}

/** `scaledToDecimal(1228n, 2)` is `12.28`; zeros after the point are cut. */
export function scaledToDecimal(scaled: bigint, decimals: number): Decimal {
  const negative = scaled < 0n;
  const digits = (negative ? -scaled : scaled).toString().padStart(decimals + 1, '0');
  const at = digits.length - decimals;
  let end = digits.length;
  while (end > at && digits[end - 1] === '0') end -= 1;
  const whole = digits.slice(0, at);
  const text = end === at ? whole : `${whole}.${digits.slice(at, end)}`;
  return (negative ? `-${text}` : text) as Decimal;
}

const POWERS = Array.from({ length: 40 }, (_, exponent) => 10n ** BigInt(exponent));

function powerOfTen(exponent: number): bigint {
  return POWERS[exponent] ?? 10n ** BigInt(exponent);
}
