import { describe, expect, test } from 'vitest';
import { cdr, lowland, price } from '../fixed-charges.fixture.ts';
import { basisOf } from './basis-of.ts';
import { agreement, priced, reconcile, tariffOf } from './rules/rule-cases.fixture.ts';

const list = [
  tariffOf([priced('ENERGY', '0.60')], { tariffId: 'OTHER' }),
  tariffOf([priced('ENERGY', '0.40')]),
];
const agreedList = agreement({ priceBasis: { kind: 'price-list', tariffs: list } });

describe('the price basis', () => {
  test.each([
    ['the pushed tariff without an agreement', null, lowland, lowland],
    ['the pushed tariff where that was agreed', agreement(), lowland, lowland],
    ['the agreed tariff with the id of the pushed one', agreedList, lowland, list[1]],
    [
      'the first of the list for an unknown one',
      agreedList,
      { ...lowland, tariffId: 'X' },
      list[0],
    ],
    ['the first of the list for none', agreedList, undefined, list[0]],
    [
      'the product',
      agreement({ priceBasis: { kind: 'product', productId: 'P', tariff: lowland } }),
      undefined,
      lowland,
    ],
  ])('is %s', (_what, agreed, pushed, expected) => {
    expect(basisOf(cdr(), pushed, agreed)).toBe(expected);
  });

  test('of a list names the tariff that the CDR names', () => {
    const claim = cdr({ tariffs: [{ ...lowland, tariffId: 'OTHER' }] });
    expect(basisOf(claim, undefined, agreedList)).toBe(list[0]);
  });

  test('that was agreed is what a claim is checked by, whatever was pushed', () => {
    const result = reconcile({ agreement: agreedList, cdr: { totalCost: price('9.35') } });
    expect(result).toMatchObject({ state: 'disputed', acceptedExclTax: '8' });
  });
});
