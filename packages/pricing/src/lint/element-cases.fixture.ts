import { decimal, type Tariff, type TariffRestrictions } from '@peregrine/domain';
import {
  alone,
  component,
  element,
  energy,
  instant,
  PLAIN,
  plain,
  restricted,
  tariff,
  WEEK,
} from './tariff.fixture.ts';
import type { LintCode, LintContext } from './types.ts';

const dec = decimal;
const reservation = (
  dimension: 'FLAT' | 'TIME' | 'ENERGY',
  restrictions: TariffRestrictions = {},
) =>
  tariff([
    element([component(dimension, '1')], { reservation: 'RESERVATION', ...restrictions }),
    element(PLAIN),
  ]);

/** Each element leaves a little of everything to the next: what is left falls to pieces. */
const puzzle = (size: number) =>
  tariff([
    ...Array.from({ length: size }, (_, index) =>
      element([energy()], {
        startTime: `${String((index * 7) % 24).padStart(2, '0')}:${10 + (index % 50)}`,
        endTime: `${String((index * 11 + 5) % 24).padStart(2, '0')}:${10 + (index % 47)}`,
        daysOfWeek: WEEK.filter((_day, day) => (index * 37 + 11) & (1 << day)),
        minKwh: dec(String((index * 13) % 50)),
        maxKwh: dec(String(50 + ((index * 29) % 90))),
        minPowerKw: dec(String((index * 17) % 40)),
        maxDurationSeconds: 100 + ((index * 331) % 9_000),
      }),
    ),
    element(PLAIN),
  ]);

/** A code with the tariff that earns it and the one that just does not. */
export type Case = {
  readonly code: LintCode;
  readonly pointer: string;
  readonly trips: Tariff;
  readonly spares: Tariff;
  readonly context?: LintContext;
};

export const elementCases: readonly Case[] = [
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
    code: 'reach-unknown',
    pointer: '/elements',
    trips: puzzle(150),
    spares: puzzle(8),
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
];
