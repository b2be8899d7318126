import { decimal, partyRef, type Tariff } from '@peregrine/domain';
import type { Case } from './element-cases.fixture.ts';
import {
  adHoc,
  component,
  element,
  energy,
  instant,
  NO_TAX,
  PLAIN,
  plain,
  restricted,
  tariff,
  vat,
} from './tariff.fixture.ts';

const dec = decimal;
const withFlat = (price: string, more: Partial<Tariff>) =>
  tariff([element([...PLAIN, component('FLAT', price)])], more);
const limit = (exclTax: string, inclTax?: string) => ({
  exclTax: dec(exclTax),
  ...(inclTax !== undefined && { inclTax: dec(inclTax) }),
});

export const priceCases: readonly Case[] = [
  {
    code: 'validity-crossed',
    pointer: '/end_date_time',
    trips: plain({
      startsAt: instant('2026-05-01T00:00:00Z'),
      endsAt: instant('2026-05-01T00:00:00Z'),
    }),
    spares: plain({
      startsAt: instant('2026-05-01T00:00:00Z'),
      endsAt: instant('2026-05-01T00:00:01Z'),
    }),
  },
  {
    code: 'type-unknown',
    pointer: '/type',
    trips: plain({ type: 'STANDARD' }),
    spares: plain({ type: 'REGULAR' }),
  },
  {
    code: 'currency-unknown',
    pointer: '/currency',
    trips: plain({ currency: 'eur' }),
    spares: plain(),
  },
  {
    code: 'currency-withdrawn',
    pointer: '/currency',
    trips: plain({ currency: 'HRK' }),
    spares: plain({ currency: 'EUR' }),
  },
  {
    code: 'currency-foreign',
    pointer: '/currency',
    trips: plain({ currency: 'CHF' }),
    spares: plain({ currency: 'CHF', party: partyRef('CH', 'PER') }),
  },
  {
    code: 'price-negative',
    pointer: '/elements/0/price_components/0/price',
    trips: tariff([element([energy('-0.01'), ...PLAIN.slice(1)])]),
    spares: tariff([element([energy('0'), ...PLAIN.slice(1)])]),
  },
  {
    code: 'price-absurd',
    pointer: '/elements/0/price_components/0/price',
    trips: tariff([element([energy('5.01'), ...PLAIN.slice(1)])]),
    spares: tariff([element([energy('5'), ...PLAIN.slice(1)])]),
  },
  {
    code: 'price-absurd',
    pointer: '/elements/0/price_components/0/price',
    trips: tariff([element([energy('2500')])], { currency: 'HUF' }),
    spares: tariff([element([energy('200')])], { currency: 'HUF' }),
  },
  {
    code: 'price-suspiciously-low',
    pointer: '/elements/0/price_components/0/price',
    trips: tariff([element([energy('0.0004'), ...PLAIN.slice(1)])]),
    spares: tariff([element([energy('0.01'), ...PLAIN.slice(1)])]),
  },
  {
    code: 'price-too-fine',
    pointer: '/elements/0/price_components/0/price',
    trips: tariff([element([energy('0.40001'), ...PLAIN.slice(1)])]),
    spares: tariff([element([energy('0.4001'), ...PLAIN.slice(1)])]),
  },
  {
    code: 'price-approximate',
    pointer: '/elements/0/price_components/0/price',
    trips: tariff([element([{ ...energy(), approximate: true }])]),
    spares: tariff([element([{ ...energy(), approximate: false }])]),
  },
  {
    code: 'tax-absent',
    pointer: '/elements',
    trips: tariff([element([component('ENERGY', '0.40', 1, NO_TAX)])]),
    spares: tariff([element([component('ENERGY', '0.40', 1, NO_TAX)])], {
      party: partyRef('US', 'PER'),
    }),
  },
  {
    code: 'tax-partly-missing',
    pointer: '/elements/0/price_components/3/vat',
    trips: tariff([element([...PLAIN, component('FLAT', '1', 1, NO_TAX)])]),
    spares: tariff([element([...PLAIN, component('FLAT', '0', 1, NO_TAX)])]),
  },
  {
    code: 'tax-mixed',
    pointer: '/elements',
    trips: tariff([element([...PLAIN, component('FLAT', '1', 1, vat('7'))])]),
    spares: tariff([element([...PLAIN, component('FLAT', '1', 1, vat('19'))])]),
  },
  {
    code: 'tax-negative',
    pointer: '/elements/0/price_components/0/vat',
    trips: tariff([element([component('ENERGY', '0.40', 1, vat('-1'))])]),
    spares: tariff([element([component('ENERGY', '0.40', 1, vat('0'))])]),
  },
  {
    code: 'tax-too-high',
    pointer: '/elements/0/price_components/0/vat',
    trips: tariff([element([component('ENERGY', '0.40', 1, vat('30.1'))])]),
    spares: tariff([element([component('ENERGY', '0.40', 1, vat('30'))])]),
  },
  {
    code: 'tax-not-european',
    pointer: '/elements/0/price_components/0/vat',
    trips: tariff([element([component('ENERGY', '0.40', 1, vat('19.1'))])]),
    spares: tariff([element([component('ENERGY', '0.40', 1, vat('25.5'))])]),
  },
  {
    code: 'tax-contradiction',
    pointer: '/elements/0/price_components/0/vat',
    trips: plain({ taxIncluded: 'not-applicable' }),
    spares: tariff([element([component('ENERGY', '0.40', 1, vat('0'))])], {
      taxIncluded: 'not-applicable',
    }),
  },
  {
    code: 'tax-included-unknown',
    pointer: '/tax_included',
    trips: tariff([element([component('TIME', '2', 1, { kind: 'unknown' })])], {
      taxIncluded: 'yes',
    }),
    spares: plain({ taxIncluded: 'yes' }),
  },
  {
    code: 'step-negative',
    pointer: '/elements/0/price_components/0/step_size',
    trips: tariff([element([component('ENERGY', '0.40', -1)])]),
    spares: tariff([element([component('ENERGY', '0.40', 1)])]),
  },
  {
    code: 'step-zero',
    pointer: '/elements/0/price_components/0/step_size',
    trips: tariff([element([component('ENERGY', '0.40', 0)])]),
    spares: tariff([element([component('FLAT', '0.40', 0)])]),
  },
  {
    code: 'step-on-flat',
    pointer: '/elements/0/price_components/0/step_size',
    trips: tariff([element([component('FLAT', '1', 60)])]),
    spares: tariff([element([component('FLAT', '1', 1)])]),
  },
  {
    code: 'step-overcharges',
    pointer: '/elements/0/price_components/0/step_size',
    trips: tariff([element([component('ENERGY', '0.40', 501)])]),
    spares: tariff([element([component('ENERGY', '0.40', 500)])]),
  },
  {
    code: 'step-overcharges',
    pointer: '/elements/0/price_components/0/step_size',
    trips: tariff([element([component('TIME', '2', 1_801)])]),
    spares: tariff([element([component('TIME', '2', 1_800)])]),
  },
  {
    code: 'step-changes',
    pointer: '/elements/1/price_components/2/step_size',
    trips: tariff([
      element([component('PARKING_TIME', '1', 300)], { daysOfWeek: ['SUNDAY'] }),
      element(PLAIN),
    ]),
    spares: tariff([
      element([component('PARKING_TIME', '1', 60)], { daysOfWeek: ['SUNDAY'] }),
      element(PLAIN),
    ]),
  },
  {
    code: 'limit-negative',
    pointer: '/min_price',
    trips: plain({ minPrice: limit('-1') }),
    spares: plain({ minPrice: limit('1') }),
  },
  {
    code: 'limits-crossed',
    pointer: '/max_price',
    trips: plain({ minPrice: limit('5', '6'), maxPrice: limit('5.5', '5.9') }),
    spares: plain({ minPrice: limit('5', '6'), maxPrice: limit('5', '6') }),
  },
  {
    code: 'limit-after-tax-too-low',
    pointer: '/max_price',
    trips: plain({ maxPrice: limit('10', '9.99') }),
    spares: plain({ maxPrice: limit('10', '10') }),
  },
  {
    code: 'limit-tax-mismatch',
    pointer: '/max_price',
    trips: plain({ maxPrice: limit('10', '12') }),
    spares: plain({ maxPrice: limit('10', '11.91') }),
  },
  {
    code: 'limit-zero',
    pointer: '/max_price',
    trips: plain({ maxPrice: limit('0') }),
    spares: plain({ maxPrice: limit('0.01') }),
  },
  {
    code: 'limit-always-reached',
    pointer: '/max_price',
    trips: withFlat('2', { maxPrice: limit('2') }),
    spares: withFlat('2', { maxPrice: limit('2.01') }),
  },
  {
    code: 'limit-never-reached',
    pointer: '/min_price',
    trips: withFlat('2', { minPrice: limit('2', '2.38') }),
    spares: withFlat('2', { minPrice: limit('2', '2.39') }),
  },
  {
    code: 'transparency-no-energy-price',
    pointer: '/elements',
    trips: adHoc([component('PARKING_TIME', '3')]),
    spares: adHoc([component('PARKING_TIME', '3')], { type: 'REGULAR' }),
  },
  {
    code: 'transparency-time-while-charging',
    pointer: '/elements/0/price_components/1',
    trips: adHoc([energy(), component('TIME', '3')]),
    spares: adHoc([energy(), component('PARKING_TIME', '3')]),
  },
  {
    code: 'transparency-session-fee',
    pointer: '/elements/0/price_components/1',
    trips: adHoc([energy(), component('FLAT', '1')]),
    spares: adHoc([energy(), component('FLAT', '1')], { party: partyRef('US', 'PER') }),
  },
  {
    code: 'transparency-unforeseeable',
    pointer: '/elements/0/price_components/0',
    trips: restricted({ maxPowerKw: dec('22') }, { type: 'AD_HOC_PAYMENT' }),
    spares: restricted({ maxKwh: dec('22') }, { type: 'AD_HOC_PAYMENT' }),
    context: { maxPowerKw: dec('22') },
  },
  {
    code: 'transparency-order',
    pointer: '/elements/0/price_components/1',
    trips: adHoc([component('FLAT', '1'), energy()]),
    spares: adHoc([energy(), component('FLAT', '1')]),
  },
];
