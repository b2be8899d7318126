import {
  add,
  type Decimal,
  divide,
  exact,
  exactOfMoney,
  type Money,
  moneyText,
  multiply,
  roundToMinor,
} from '@peregrine/domain';
import type { Rounding, VatLine } from './price-types.ts';
import { percent } from './retail-price.ts';

/**
 * The VAT of one rate: extracted from the rate's gross sum (gross first), or put on its net sum (net
 * first: EN 16931, BR-CO-17). Half-up to the minor unit; net + vat = gross either way.
 */
export function vatOf(base: Money, rate: Decimal, rounding: Rounding): VatLine {
  const value = exactOfMoney(base);
  const share =
    rounding === 'gross-first'
      ? divide(multiply(value, percent(rate)), add(exact(1n), percent(rate)))
      : multiply(value, percent(rate));
  const vat = roundToMinor(share, base.currency);
  const plus = (a: Money, minor: bigint) => moneyText({ ...a, minor: a.minor + minor });
  return {
    percent: rate,
    net: rounding === 'gross-first' ? plus(base, -vat.minor) : plus(base, 0n),
    vat: moneyText(vat),
    gross: rounding === 'gross-first' ? plus(base, 0n) : plus(base, vat.minor),
  };
}
