import {
  assert,
  bigInt,
  constantFrom,
  double,
  integer,
  property,
  stringMatching,
} from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Decimal, decimal, parseDecimal } from './decimal.ts';
import {
  add,
  compare,
  divide,
  exact,
  exactOf,
  multiply,
  negate,
  roundHalfUp,
  scaledToDecimal,
  subtract,
  sum,
  toDecimal,
  ZERO,
} from './exact.ts';
import {
  decimalOfMoney,
  exactOfMoney,
  minorDigits,
  moneyOf,
  moneyText,
  roundToMinor,
} from './money.ts';

const big = bigInt({ min: -(10n ** 24n), max: 10n ** 24n });
const positive = bigInt({ min: 1n, max: 10n ** 12n });
const decimals = integer({ min: 0, max: 12 });
const currencies = constantFrom('EUR', 'CHF', 'JPY', 'KWD', 'ISK');

describe('a decimal', () => {
  test('survives printing and reading, in one canonical form', () => {
    assert(
      property(stringMatching(/^-?\d{1,30}(\.\d{1,30})?$/), (text) => {
        const parsed = parseDecimal(text) as Decimal;
        expect(parsed).toMatch(/^(0|-?([1-9]\d*|0\.\d*[1-9]|[1-9]\d*\.\d*[1-9]))$/);
        expect(parseDecimal(parsed)).toBe(parsed);
        expect(toDecimal(exactOf(parsed), 30)).toBe(parsed);
      }),
    );
  });

  test('is what a JSON number says, not what the float is', () => {
    expect(parseDecimal(0.45)).toBe('0.45');
    expect(parseDecimal(1e-7)).toBe('0.0000001');
    expect(parseDecimal(1.5e21)).toBe('1500000000000000000000');
    expect(parseDecimal('-0.00')).toBe('0');
    assert(
      property(double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Number(parseDecimal(value))).toBe(value === 0 ? 0 : value);
      }),
    );
  });

  test.each(['', ' ', 'NaN', 'Infinity', '1,5', '0x10', '1e', '.5', '1.2.3', '--1', '1e9999'])(
    'is not %j',
    (text) => {
      expect(parseDecimal(text)).toBeUndefined();
      expect(() => decimal(text)).toThrow(/not a decimal/);
    },
  );
});

describe('exact arithmetic', () => {
  test('adds, subtracts, multiplies and divides without loss', () => {
    assert(
      property(big, positive, big, positive, (a, aDen, b, bDen) => {
        const [x, y] = [exact(a, aDen), exact(b, bDen)];
        expect(compare(subtract(add(x, y), y), x)).toBe(0);
        expect(compare(add(x, negate(x)), ZERO)).toBe(0);
        expect(compare(sum([x, y, y]), add(x, multiply(y, exact(2n))))).toBe(0);
        if (b !== 0n) expect(compare(multiply(divide(x, y), y), x)).toBe(0);
        expect(Math.sign(compare(x, y))).toBe(-Math.sign(compare(y, x)) + 0);
      }),
    );
  });

  test('adds a tenth ten times and gets one, where floats do not', () => {
    expect(
      compare(sum(Array<ReturnType<typeof exactOf>>(10).fill(exactOf(decimal('0.1')))), exact(1n)),
    ).toBe(0);
  });

  test('refuses a denominator or a divisor of zero', () => {
    expect(() => exact(1n, 0n)).toThrow();
    expect(() => divide(exact(1n), ZERO)).toThrow();
  });

  test('rounds half up, away from zero, and to the nearest otherwise', () => {
    expect(roundHalfUp(exactOf(decimal('5.125')), 2)).toBe(513n);
    expect(roundHalfUp(exactOf(decimal('5.625')), 2)).toBe(563n);
    expect(roundHalfUp(exactOf(decimal('5.1249999999')), 2)).toBe(512n);
    expect(roundHalfUp(exactOf(decimal('-5.125')), 2)).toBe(-513n);
    assert(
      property(big, positive, decimals, (num, den, digits) => {
        const rounded = roundHalfUp(exact(num, den), digits);
        const error = subtract(exact(rounded, 10n ** BigInt(digits)), exact(num, den));
        const half = exact(1n, 2n * 10n ** BigInt(digits));
        expect(compare(error, half)).toBeLessThanOrEqual(0);
        expect(compare(error, negate(half))).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('prints what a decimal of the same digits is', () => {
    assert(
      property(big, decimals, (scaled, digits) => {
        expect(scaledToDecimal(scaled, digits)).toBe(parseDecimal(`${scaled}e-${digits}`));
      }),
    );
    expect(scaledToDecimal(-100n, 2)).toBe('-1');
    expect(scaledToDecimal(0n, 2)).toBe('0');
  });

  test('prints what was scaled, zeros cut', () => {
    expect(scaledToDecimal(1228n, 2)).toBe('12.28');
    expect(scaledToDecimal(-5n, 4)).toBe('-0.0005');
    expect(toDecimal(exact(1n, 3n))).toBe('0.3333333333');
    expect(toDecimal(exact(1n, 2n), 0)).toBe('1');
  });
});

describe('money', () => {
  test('survives its text, with every minor digit shown', () => {
    expect(moneyText({ minor: 5n, currency: 'EUR' }).amount).toBe('0.05');
    expect(moneyText({ minor: -1200n, currency: 'EUR' }).amount).toBe('-12.00');
    expect(moneyText({ minor: 1200n, currency: 'JPY' }).amount).toBe('1200');
    assert(
      property(big, currencies, (minor, currency) => {
        const money = { minor, currency };
        expect(moneyOf(moneyText(money))).toEqual(money);
        expect(roundToMinor(exactOfMoney(money), currency)).toEqual(money);
        expect(roundToMinor(exactOf(decimalOfMoney(money)), currency)).toEqual(money);
        const shown = moneyText(money).amount.split('.')[1]?.length ?? 0;
        expect(shown).toBe(minorDigits(currency));
      }),
    );
  });

  test('is never read from an amount finer than its minor unit', () => {
    expect(() => moneyOf({ amount: '1.005', currency: 'EUR' })).toThrow(/minor units/);
  });
});
