import {
  decimal,
  exactOf,
  instantOf,
  type PriceLimit,
  type Tariff,
  type Tax,
  toDecimal,
} from '@peregrine/domain';
import { describe, expect, test } from 'vitest';
import { totalOf } from './total.ts';
import type { PricedPart } from './types.ts';
import { withTax } from './with-tax.ts';

function part(exclTax: string, tax: Tax = { kind: 'rate', percent: decimal('20') }): PricedPart {
  const amount = exactOf(decimal(exclTax));
  return {
    dimension: 'ENERGY',
    elementIndex: 0,
    componentIndex: 0,
    unitPrice: decimal('1'),
    taxIncluded: 'no',
    unitExclTax: exactOf(decimal('1')),
    tax,
    measured: amount,
    billed: amount,
    exclTax: amount,
    inclTax: withTax(amount, tax),
    because: {
      tariffId: 'T',
      periods: [0],
      from: instantOf(new Date(0)),
      to: instantOf(new Date(0)),
      restrictions: [],
      passedOver: [],
      reading: 'as-sent',
    },
  };
}

const bound = (exclTax: string, inclTax?: string): PriceLimit => ({
  exclTax: decimal(exclTax),
  ...(inclTax !== undefined && { inclTax: decimal(inclTax) }),
});

function total(parts: readonly PricedPart[], limits: Pick<Tariff, 'minPrice' | 'maxPrice'> = {}) {
  const { exclTax, inclTax, notes } = totalOf(parts, [limits]);
  return [
    exclTax && toDecimal(exclTax),
    inclTax && toDecimal(inclTax),
    notes.map(({ code }) => code),
  ];
}

describe('the total', () => {
  test('is the sum of the parts, each with its own tax', () => {
    expect(total([part('1'), part('2', { kind: 'none' })])).toEqual(['3', '3.2', []]);
    expect(total([])).toEqual(['0', '0', []]);
  });

  test('is unknown with tax as soon as one tax is', () => {
    expect(total([part('1'), part('2', { kind: 'unknown' })])).toEqual(['3', undefined, []]);
  });

  test('keeps both bounds of a limit, each by itself', () => {
    const maxPrice = bound('10', '11');
    expect(total([part('9.5')], { maxPrice })).toEqual(['9.5', '11', ['clamped-to-maximum']]);
    expect(total([part('12')], { maxPrice })).toEqual(['10', '11', ['clamped-to-maximum']]);
    expect(total([part('9')], { maxPrice })).toEqual(['9', '10.8', []]);
    const minPrice = bound('5', '7');
    expect(total([part('5.5')], { minPrice })).toEqual(['5.5', '7', ['clamped-to-minimum']]);
  });

  test('moves the tax in proportion where a limit speaks of the net alone', () => {
    expect(total([part('1')], { minPrice: bound('5') })).toEqual([
      '5',
      '6',
      ['clamped-to-minimum'],
    ]);
    // Of nothing there is no proportion.
    expect(total([], { minPrice: bound('5') })).toEqual(['5', undefined, ['clamped-to-minimum']]);
  });

  test('an unknown tax does not become known by a limit', () => {
    const parts = [part('1', { kind: 'unknown' })];
    expect(total(parts, { minPrice: bound('5', '6') })).toEqual([
      '5',
      undefined,
      ['clamped-to-minimum'],
    ]);
  });
});
