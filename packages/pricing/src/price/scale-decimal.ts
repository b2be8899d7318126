import type { Decimal } from '@peregrine/domain';

const POWERS: readonly bigint[] = Array.from({ length: 31 }, (_, digits) => 10n ** BigInt(digits));

export function powerOfTen(digits: number): bigint {
  return POWERS[digits] ?? 10n ** BigInt(digits);
}

export function fractionDigits(value: Decimal): number {
  const point = value.indexOf('.');
  return point < 0 ? 0 : value.length - point - 1;
}

/** All digits of a decimal as an integer, `fractionDigits` places up: 1.25 is 125. */
export function digitsOf(value: Decimal): bigint {
  const point = value.indexOf('.');
  return BigInt(point < 0 ? value : value.slice(0, point) + value.slice(point + 1));
}

/** A decimal in units of 10^-digits, half-up (away from zero) where it is finer. */
export function scaleDecimal(value: Decimal, digits: number): bigint {
  const own = fractionDigits(value);
  const whole = digitsOf(value);
  return own <= digits
    ? whole * powerOfTen(digits - own)
    : roundQuotient(whole, powerOfTen(own - digits));
}

/** The least integer count of 10^-digits that is not below: `count < value` holds for both alike. */
export function scaleUp(value: Decimal, digits: number): bigint {
  const own = fractionDigits(value);
  const whole = digitsOf(value);
  if (own <= digits) return whole * powerOfTen(digits - own);
  const unit = powerOfTen(own - digits);
  const cut = whole / unit;
  return cut * unit < whole ? cut + 1n : cut;
}

/** A quotient to the nearest integer, halves away from zero; `by` is positive. */
export function roundQuotient(value: bigint, by: bigint): bigint {
  const magnitude = value < 0n ? -value : value;
  const rounded = (magnitude * 2n + by) / (by * 2n);
  return value < 0n ? -rounded : rounded;
}

/** An integer of the wire (steps, whole seconds) in which nothing is lost; what is none counts 0. */
export function wholeNumber(sent: number): bigint {
  return Number.isFinite(sent) ? BigInt(Math.trunc(sent)) : 0n;
}
