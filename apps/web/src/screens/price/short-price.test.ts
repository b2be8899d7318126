import { decimal } from '@peregrine/domain';
import type { PriceView } from '@peregrine/services';
import { describe, expect, it } from 'vitest';
import { commonPrice, mainComponent } from './short-price.ts';

const component = (dimension: 'ENERGY' | 'FLAT', allIn: string) => ({
  dimension,
  per: dimension === 'ENERGY' ? ('kWh' as const) : ('charge' as const),
  allIn: decimal(allIn),
  operator: decimal(allIn),
  ours: decimal('0'),
  stepSize: 1,
});
const known = (...components: ReturnType<typeof component>[]) =>
  ({ kind: 'known', currency: 'EUR', vatPercent: decimal('21'), components }) as const;
const unknown: PriceView = { kind: 'unknown', reason: 'no-tariff' };

describe('the price of a station', () => {
  it('is said once when all plugs have the same', () => {
    const price = known(component('ENERGY', '0.5929'));
    expect(commonPrice([price, { ...price }])).toEqual(price);
    expect(commonPrice([unknown, unknown])).toEqual(unknown);
  });

  it('is said by plug as soon as one differs', () => {
    expect(commonPrice([known(component('ENERGY', '0.59')), unknown])).toBeUndefined();
    expect(commonPrice([])).toBeUndefined();
  });

  it('in short is that of the energy', () => {
    const price = known(component('FLAT', '0.4235'), component('ENERGY', '0.5929'));
    expect(mainComponent(price)?.dimension).toBe('ENERGY');
    expect(mainComponent(known(component('FLAT', '1')))?.dimension).toBe('FLAT');
  });
});
