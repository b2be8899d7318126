import { decimal, partyRef, type Tariff, type TariffRestrictions } from '@peregrine/domain';
import { describe, expect, test } from 'vitest';
import { lint } from './lint.ts';
import { component, element, instant, NO_TAX, PLAIN, tariff, vat } from './tariff.fixture.ts';
import { LINT_CODES, type LintCode, type LintContext } from './types.ts';

const dec = decimal;
const energy = (price = '0.40') => component('ENERGY', price);
const plain = (more: Partial<Tariff> = {}) => tariff([element(PLAIN)], more);
/** An element with these restrictions before one without. */
const restricted = (restrictions: TariffRestrictions, more: Partial<Tariff> = {}) =>
  tariff([element([energy('0.30')], restrictions), element(PLAIN)], more);
const alone = (restrictions: TariffRestrictions) => tariff([element(PLAIN, restrictions)]);
const reservation = (
  dimension: 'FLAT' | 'TIME' | 'ENERGY',
  restrictions: TariffRestrictions = {},
) =>
  tariff([
    element([component(dimension, '1')], { reservation: 'RESERVATION', ...restrictions }),
    element(PLAIN),
  ]);
const withFlat = (price: string, more: Partial<Tariff>) =>
  tariff([element([...PLAIN, component('FLAT', price)])], more);
const adHoc = (components: readonly ReturnType<typeof component>[], more: Partial<Tariff> = {}) =>
  tariff([element(components)], { type: 'AD_HOC_PAYMENT', ...more });
const limit = (exclTax: string, inclTax?: string) => ({
  exclTax: dec(exclTax),
  ...(inclTax !== undefined && { inclTax: dec(inclTax) }),
});
const WEEK = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];

type Case = {
  readonly code: LintCode;
  readonly pointer: string;
  readonly trips: Tariff;
  readonly spares: Tariff;
  readonly context?: LintContext;
};

const cases: readonly Case[] = [
  { code: 'no-elements', pointer: '/elements', trips: tariff([]), spares: plain() },
  {
    code: 'element-empty',
    pointer: '/elements/1/price_components',
    trips: tariff([element(PLAIN), element([])]),
    spares: plain(),
  },
  {
    code: 'duplicate-dimension',
    pointer: '/elements/0/price_components/3',
    trips: tariff([element([...PLAIN, energy('0.50')])]),
    spares: tariff([element([...PLAIN, component('FLAT', '0.50')])]),
  },
  {
    code: 'element-unreachable',
    pointer: '/elements/1',
    trips: tariff([
      element(PLAIN, { minKwh: dec('10') }),
      element([energy('0.20')], { minKwh: dec('20') }),
      element(PLAIN),
    ]),
    spares: tariff([
      element(PLAIN, { minKwh: dec('20') }),
      element([energy('0.20')], { minKwh: dec('10') }),
      element(PLAIN),
    ]),
  },
  {
    code: 'component-unreachable',
    pointer: '/elements/1/price_components/0',
    trips: tariff([element([energy()]), element(PLAIN)]),
    spares: tariff([element([energy()]), element(PLAIN.slice(1))]),
  },
  {
    code: 'element-never-matches',
    pointer: '/elements/0/restrictions',
    // 2026-01-03 and 04 are a weekend.
    trips: restricted({
      startDate: '2026-01-03',
      endDate: '2026-01-05',
      daysOfWeek: ['MONDAY'],
    }),
    spares: restricted({
      startDate: '2026-01-03',
      endDate: '2026-01-06',
      daysOfWeek: ['MONDAY'],
    }),
  },
  {
    code: 'elements-overlap',
    pointer: '/elements/1',
    trips: tariff([
      element([energy('0.30')], { startTime: '08:00', endTime: '18:01' }),
      element([energy('0.20')], { startTime: '18:00', endTime: '23:00' }),
      element(PLAIN),
    ]),
    spares: tariff([
      element([energy('0.30')], { startTime: '08:00', endTime: '18:00' }),
      element([energy('0.20')], { startTime: '18:00', endTime: '23:00' }),
      element(PLAIN),
    ]),
  },
  {
    code: 'dimension-unpriced',
    pointer: '/elements',
    trips: tariff([element(PLAIN.slice(0, 2))]),
    spares: plain(),
  },
  {
    code: 'dimension-gap',
    pointer: '/elements',
    trips: tariff([
      element([energy('0.30')], { maxPowerKw: dec('22') }),
      element([energy('0.50')], { minPowerKw: dec('22.1') }),
      element(PLAIN.slice(1)),
    ]),
    spares: tariff([
      element([energy('0.30')], { maxPowerKw: dec('22') }),
      element([energy('0.50')], { minPowerKw: dec('22') }),
      element(PLAIN.slice(1)),
    ]),
  },
  {
    code: 'time-priced-twice',
    pointer: '/elements/0/price_components/2',
    trips: tariff([element([...PLAIN, component('SESSION_TIME', '1')])]),
    spares: tariff([element([...PLAIN, component('SESSION_TIME', '0')])]),
  },
  {
    code: 'flat-repeated',
    pointer: '/elements/1/price_components/3',
    trips: tariff([
      element([component('FLAT', '1')], { daysOfWeek: ['SUNDAY'] }),
      element([...PLAIN, component('FLAT', '2')]),
    ]),
    spares: tariff([
      element([component('FLAT', '0')], { daysOfWeek: ['SUNDAY'] }),
      element([...PLAIN, component('FLAT', '2')]),
    ]),
  },
  {
    code: 'free-not-declared',
    pointer: '/elements',
    trips: tariff([element([energy('0')])]),
    spares: tariff([element([component('FLAT', '0')])]),
  },
  {
    code: 'reservation-dimension',
    pointer: '/elements/0/price_components/0/type',
    trips: reservation('ENERGY'),
    spares: reservation('TIME'),
  },
  {
    code: 'reservation-restriction',
    pointer: '/elements/0/restrictions/min_kwh',
    trips: reservation('TIME', { minKwh: dec('1') }),
    spares: reservation('TIME', { minDurationSeconds: 60 }),
  },
  {
    code: 'reservation-unknown',
    pointer: '/elements/0/restrictions/reservation',
    trips: restricted({ reservation: 'BOOKED' }),
    spares: reservation('FLAT'),
  },
  {
    code: 'restriction-unknown',
    pointer: '/elements/0/restrictions/min_soc~1car',
    trips: restricted({ unknown: ['min_soc/car'] }),
    spares: restricted({ minKwh: dec('5') }),
  },
  {
    code: 'restriction-unknown',
    pointer: '/elements/0/price_components',
    trips: restricted({ unknown: ['price_round'] }),
    spares: plain(),
  },
  {
    code: 'restriction-unknown',
    pointer: '/min_price',
    trips: plain({ restrictions: { unknown: ['min_price'] } }),
    spares: plain({ restrictions: { daysOfWeek: ['MONDAY'] } }),
  },
  {
    code: 'restriction-malformed',
    pointer: '/elements/0/restrictions/end_time',
    trips: restricted({ startTime: '18:00', endTime: '24:00' }),
    spares: restricted({ startTime: '18:00', endTime: '00:00' }),
  },
  {
    code: 'restriction-malformed',
    pointer: '/elements/0/restrictions/start_date',
    trips: restricted({ startDate: '2026-02-29' }),
    spares: restricted({ startDate: '2028-02-29' }),
  },
  {
    code: 'restriction-malformed',
    pointer: '/elements/0/restrictions/day_of_week/0',
    trips: restricted({ daysOfWeek: ['Mon'] }),
    spares: restricted({ daysOfWeek: ['MONDAY'] }),
  },
  {
    code: 'restriction-crossed',
    pointer: '/elements/0/restrictions/max_kwh',
    trips: restricted({ minKwh: dec('20'), maxKwh: dec('20') }),
    spares: restricted({ minKwh: dec('20'), maxKwh: dec('20.001') }),
  },
  {
    code: 'restriction-crossed',
    pointer: '/elements/0/restrictions/end_date',
    trips: restricted({ startDate: '2026-05-01', endDate: '2026-05-01' }),
    spares: restricted({ startDate: '2026-05-01', endDate: '2026-05-02' }),
  },
  {
    code: 'restriction-never-holds',
    pointer: '/elements/0/restrictions/max_duration',
    trips: restricted({ maxDurationSeconds: 0 }),
    spares: restricted({ maxDurationSeconds: 1 }),
  },
  {
    code: 'restriction-needless',
    pointer: '/elements/0/restrictions/min_kwh',
    trips: alone({ minKwh: dec('0') }),
    spares: restricted({ minKwh: dec('0.001') }),
  },
  {
    code: 'restriction-needless',
    pointer: '/elements/0/restrictions/start_time',
    trips: alone({ startTime: '00:00', endTime: '00:00' }),
    spares: restricted({ startTime: '00:00', endTime: '23:59' }),
  },
  {
    code: 'weekdays-all',
    pointer: '/elements/0/restrictions/day_of_week',
    trips: alone({ daysOfWeek: WEEK }),
    spares: restricted({ daysOfWeek: WEEK.slice(1) }),
  },
  {
    code: 'weekday-repeated',
    pointer: '/elements/0/restrictions/day_of_week/1',
    trips: restricted({ daysOfWeek: ['MONDAY', 'MONDAY'] }),
    spares: restricted({ daysOfWeek: ['MONDAY', 'TUESDAY'] }),
  },
  {
    code: 'whole-day',
    pointer: '/elements/0/restrictions/end_time',
    trips: alone({ startTime: '08:00', endTime: '08:00' }),
    spares: restricted({ startTime: '08:00', endTime: '07:59' }),
  },
  {
    code: 'whole-day',
    pointer: '/restriction/end_time_2',
    trips: plain({ restrictions: { secondStartTime: '08:00', secondEndTime: '08:00' } }),
    spares: plain({ restrictions: { secondStartTime: '08:00', secondEndTime: '12:00' } }),
  },
  {
    code: 'outside-validity',
    pointer: '/elements/0/restrictions/end_date',
    trips: restricted({ endDate: '2026-05-31' }, { startsAt: instant('2026-05-31T12:00:00Z') }),
    spares: restricted({ endDate: '2026-05-31' }, { startsAt: instant('2026-05-31T11:59:59Z') }),
  },
  {
    code: 'outside-validity',
    pointer: '/elements/0/restrictions/start_date',
    trips: restricted({ startDate: '2026-06-01' }, { endsAt: instant('2026-05-31T09:59:59Z') }),
    spares: restricted({ startDate: '2026-06-01' }, { endsAt: instant('2026-05-31T10:00:00Z') }),
  },
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

const raised = (of: Tariff, context?: LintContext) =>
  lint(of, context).map(({ code, pointer }) => `${code} ${pointer}`);

describe('each code is raised by the tariff that earns it, and not by the one beside it', () => {
  test.each(cases)('$code at $pointer', ({ code, pointer, trips, spares, context }) => {
    expect(raised(trips, context)).toContain(`${code} ${pointer}`);
    expect(lint(spares, context).map((it) => it.code)).not.toContain(code);
  });

  test('and every code has such a pair', () => {
    const tested = new Set(cases.map(({ code }) => code));
    expect(LINT_CODES.filter((code) => !tested.has(code))).toEqual([]);
  });
});

describe('lint', () => {
  test('has nothing to say about a plain tariff', () => {
    expect(lint(plain())).toEqual([]);
  });

  test('knows that two elements together can hide a third', () => {
    const [days, weekend] = [WEEK.slice(0, 5), WEEK.slice(5)];
    const hidden = tariff([
      element(PLAIN, { daysOfWeek: days }),
      element(PLAIN, { daysOfWeek: weekend }),
      element(PLAIN),
    ]);
    expect(lint(hidden)).toMatchObject([
      {
        code: 'element-unreachable',
        pointer: '/elements/2',
        reason: expect.stringMatching('0 and 1'),
      },
    ]);
  });

  test('does not take two ranges of power for a whole: a period may span their border', () => {
    const spread = tariff([
      element(PLAIN, { maxPowerKw: dec('22') }),
      element(PLAIN, { minPowerKw: dec('22') }),
      element(PLAIN),
    ]);
    expect(raised(spread)).toEqual([]);
  });

  test('says for which moment nothing is priced', () => {
    const nightless = alone({ startTime: '06:00', endTime: '22:00', daysOfWeek: WEEK.slice(0, 6) });
    expect(lint(nightless)[0]?.reason).toMatch('on a Sunday');
    const mornings = alone({ startTime: '06:00', endTime: '00:00' });
    expect(lint(mornings)[0]?.reason).toMatch('from 00:00');
  });

  test('lets the first element that matches decide for all where the tariff says so', () => {
    const elements = [element([energy()]), element([component('PARKING_TIME', '3')])];
    const codes = (elementChoice: Tariff['elementChoice']) =>
      raised(tariff(elements, { elementChoice }));
    expect(codes('per-dimension')).toEqual(['dimension-unpriced /elements']);
    expect(codes('whole-element')).toContain('element-unreachable /elements/1');
    expect(codes('whole-element')).toContain('dimension-gap /elements');
  });

  test('judges an ad hoc price by the power of the point, where that is known', () => {
    const fee = adHoc([...PLAIN, component('FLAT', '1')]);
    const severity = (maxPowerKw?: string) =>
      lint(fee, maxPowerKw === undefined ? {} : { maxPowerKw: dec(maxPowerKw) })[0]?.severity;
    expect([severity(), severity('49.9'), severity('50')]).toEqual(['warning', undefined, 'error']);
  });

  test('lets time be charged as an occupancy fee', () => {
    const late = element([component('TIME', '6', 60)], { minDurationSeconds: 5_400 });
    expect(
      raised(tariff([late, element(PLAIN)], { type: 'AD_HOC_PAYMENT' }), {
        maxPowerKw: dec('150'),
      }),
    ).toEqual([]);
  });
});
