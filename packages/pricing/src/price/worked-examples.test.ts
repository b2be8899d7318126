import { decimal, type Tariff } from '@peregrine/domain';
import { describe, expect, test } from 'vitest';
import {
  COMPLEX_SESSIONS,
  COMPLEX_TARIFF,
  component,
  element,
  lines,
  priced,
  type Stay,
  session,
  tariff,
  totals,
} from './tariff.fixture.ts';

/*
 * The worked examples of the three versions' mod_tariffs and mod_cdrs, figures only: tariff,
 * session, what it costs. Versions 2.2.1 and 2.3.0 share theirs, apart from the two North American
 * ones; 2.1.1 works out one, in mod_cdrs.
 */

const energy = component('ENERGY', '0.25', { vat: '10' });
const start = component('FLAT', '0.5', { vat: '20' });
const parking = (step: number, price: string) =>
  component('PARKING_TIME', price, { vat: '20', step });
const plain = (...components: Parameters<typeof element>[0]) => tariff([element(components)]);
const charged = (kwh: string): Stay => ({ minutes: 60, volumes: { ENERGY: kwh, TIME: '1' } });
const reserved = (minutes: number, hours: string): Stay => ({
  minutes,
  volumes: { RESERVATION_TIME: hours },
});
const hours = (text: string): Stay => ({ minutes: 150, volumes: { TIME: text } });
const parked = (minutes: number, text: string): Stay => ({
  minutes,
  volumes: { PARKING_TIME: text },
});

const bounds = {
  minPrice: { exclTax: decimal('0.5'), inclTax: decimal('0.55') },
  maxPrice: { exclTax: decimal('10'), inclTax: decimal('11') },
};

function costs(basis: Tariff, stays: readonly Stay[], more: { reservationExpired?: boolean } = {}) {
  return priced({ tariffs: [basis], ...session('2019-03-04T09:00:00Z', stays), ...more });
}

describe('worked examples of OCPI 2.2.1 and 2.3.0', () => {
  test.each<[string, Tariff, readonly Stay[], readonly string[]]>([
    ['0.25 per kWh', plain(energy), [charged('20')], ['5', '5.5']],
    ['0.25 per kWh and a start fee', plain(energy, start), [charged('20')], ['5.5', '6.1']],
    [
      'a minimum price, not reached by 20 kWh',
      tariff([element([energy])], { minPrice: bounds.minPrice }),
      [charged('20')],
      ['5', '5.5'],
    ],
    [
      'a minimum price, for less than 2 kWh',
      tariff([element([energy])], { minPrice: bounds.minPrice }),
      [charged('1.5')],
      ['0.5', '0.55'],
    ],
    [
      'parking per 15 minutes and a start fee',
      plain(energy, start, parking(900, '2')),
      [charged('20'), parked(40, '0.6667')],
      ['7', '7.9'],
    ],
    [
      'a maximum price, for 50 kWh',
      tariff([element([energy, start])], { maxPrice: bounds.maxPrice }),
      [charged('50')],
      ['10', '11'],
    ],
    [
      'a maximum price, not reached by 30 kWh',
      tariff([element([energy, start])], { maxPrice: bounds.maxPrice }),
      [charged('30')],
      ['8', '8.85'],
    ],
    [
      '2 per hour',
      plain(component('TIME', '2', { vat: '10', step: 60 })),
      [hours('2.5')],
      ['5', '5.5'],
    ],
    [
      '3 per hour, 5 per hour parking',
      plain(component('TIME', '3', { vat: '10', step: 60 }), parking(300, '5')),
      [hours('2.5'), parked(42, '0.7')],
      ['11.25', '12.75'],
    ],
    [
      '1.90 per hour with 5.2 percent',
      plain(component('TIME', '1.9', { vat: '5.2', step: 300 })),
      [hours('2.5')],
      ['4.75', '4.997'],
    ],
    [
      '20.45 kWh billed per 0.1 kWh',
      plain(component('ENERGY', '0.25', { vat: '10', step: 100 }), start),
      [charged('20.45')],
      ['5.625', '6.2375'],
    ],
    [
      '20.45 kWh at the price of the moment',
      plain(component('ENERGY', '0.22', { vat: '10', step: 100 }), start),
      [charged('20.45')],
      ['5.01', '5.561'],
    ],
    [
      'free of charge',
      plain(component('FLAT', '0', { tax: { kind: 'none' } })),
      [charged('9')],
      ['0', '0'],
    ],
  ])('%s', (_name, basis, stays, expected) => {
    expect(totals(costs(basis, stays))).toEqual(expected);
  });

  test('the complex tariff, on a Monday at 16 A and on a Saturday at 43 A', () => {
    const [monday, saturday] = COMPLEX_SESSIONS.map((it) =>
      totals(priced({ tariffs: [COMPLEX_TARIFF], ...it })),
    );
    expect(monday).toEqual(['9', '10.3']);
    // The specification prints 12.28 and 13.861: 1.20 per hour, though the tariff says 1.25.
    expect(saturday).toEqual(['12.375', '13.975']);
  });

  test('North American taxes: added on top, at a rate that nobody knows', () => {
    const canada = component('TIME', '2', { step: 60 });
    const basis = tariff([element([canada])], { currency: 'CAD', taxIncluded: 'no' });
    expect(totals(costs(basis, [hours('2.5')]))).toEqual(['5', undefined]);
  });

  test('North American taxes: included, at a rate that nobody knows', () => {
    const canada = component('TIME', '2.1', { step: 60 });
    const basis = tariff([element([canada])], { currency: 'CAD', taxIncluded: 'yes' });
    expect(totals(costs(basis, [hours('2.5')]))).toEqual([undefined, '5.25']);
  });
});

describe('reservations', () => {
  const perHour = (price: string, step: number) => component('TIME', price, { vat: '20', step });
  const onlyReserved = { reservation: 'RESERVATION' };
  const expiring = { reservation: 'RESERVATION_EXPIRES' };
  const charge = element([start, energy]);

  test('a price per hour before the charge', () => {
    const basis = tariff([element([perHour('5', 60)], onlyReserved), charge]);
    expect(totals(costs(basis, [reserved(15, '0.25'), charged('20')]))).toEqual(['6.75', '7.6']);
  });

  test('a fee and a price per hour: both flat fees are due', () => {
    const fee = component('FLAT', '2', { vat: '20' });
    const basis = tariff([element([fee, perHour('5', 300)], onlyReserved), charge]);
    const result = costs(basis, [reserved(13, '0.2167'), charged('20')]);
    expect(totals(result)).toEqual(['8.75', '10']);
    expect(lines(result)).toEqual([
      'RESERVATION TIME 0.25 1.25 1.5',
      'RESERVATION FLAT 1 2 2.4',
      'ENERGY 20 5 5.5',
      'FLAT 1 0.5 0.6',
    ]);
  });

  const expiryFee = tariff([
    element([component('FLAT', '4', { vat: '20' })], expiring),
    element([perHour('2', 600)], onlyReserved),
    charge,
  ]);

  test('an expiry fee is not due when the reservation was used', () => {
    expect(totals(costs(expiryFee, [reserved(22, '0.3667'), charged('20')]))).toEqual([
      '6.5',
      '7.3',
    ]);
  });

  test('an expiry fee comes on top of the reserved time, and no start fee is due', () => {
    const result = costs(expiryFee, [reserved(60, '1')], { reservationExpired: true });
    expect(totals(result)).toEqual(['6', '7.2']);
  });

  const expiryTime = tariff([
    element([perHour('6', 600)], expiring),
    element([perHour('3', 600)], onlyReserved),
    charge,
  ]);

  test('the time of a used reservation has the price of a reservation', () => {
    expect(totals(costs(expiryTime, [reserved(22, '0.3667'), charged('20')]))).toEqual([
      '7',
      '7.9',
    ]);
  });

  test('the time of an expired reservation has the price of the expiry', () => {
    const result = costs(expiryTime, [reserved(90, '1.5')], { reservationExpired: true });
    expect(totals(result)).toEqual(['9', '10.8']);
  });

  test('a reservation that no element prices is free, and brings no start fee', () => {
    expect(totals(costs(tariff([charge]), [reserved(30, '0.5')]))).toEqual(['0', '0']);
  });
});

describe('restrictions', () => {
  test('max_power: cheap below 16 kW, dearer to 32 kW, dearest above', () => {
    const basis = tariff([
      element([component('ENERGY', '0.2')], { maxPowerKw: decimal('16') }),
      element([component('ENERGY', '0.35')], { maxPowerKw: decimal('32') }),
      element([component('ENERGY', '0.5')]),
    ]);
    const at = (kwh: string, kw: string): Stay => ({
      minutes: 20,
      volumes: { ENERGY: kwh, MAX_POWER: kw },
    });
    const result = costs(basis, [at('1', '6'), at('40', '48'), at('0.5', '4')]);
    expect(totals(result)[0]).toBe('20.3');
    expect(result.parts[1]?.because.passedOver).toEqual([
      { element: 0, restriction: 'maxPowerKw' },
      { element: 1, restriction: 'maxPowerKw' },
    ]);
  });

  test('max_duration: half an hour free, then 0.25 per kWh, after an hour 0.40', () => {
    const basis = tariff([
      element([component('ENERGY', '0')], { maxDurationSeconds: 1_800 }),
      element([component('ENERGY', '0.25')], { maxDurationSeconds: 3_600 }),
      element([component('ENERGY', '0.4')]),
    ]);
    const result = costs(basis, [
      { minutes: 30, volumes: { ENERGY: '5' } },
      { minutes: 10, volumes: { ENERGY: '1.2' } },
    ]);
    expect(totals(result)[0]).toBe('0.3');
  });
});

describe('step_size', () => {
  // 1.20 per hour until 17:00, 2.40 after; parking 1.00 per hour until 20:00. The zone is UTC+1.
  const basis = tariff([
    element([component('TIME', '1.2', { step: 1_800 })], { endTime: '17:00' }),
    element([component('TIME', '2.4', { step: 900 })], { startTime: '17:00' }),
    element([component('PARKING_TIME', '1', { step: 900 })], { endTime: '20:00' }),
  ]);
  const time = (minutes: number, text: string): Stay => ({ minutes, volumes: { TIME: text } });

  test.each<[string, string, readonly Stay[], string]>([
    [
      'parking alone is rounded where both are used',
      '2019-03-04T15:55:00Z',
      [time(5, '0.083333'), time(5, '0.083333'), parked(2, '0.033333')],
      '0.55',
    ],
    [
      'the total is rounded, at the step and the price of the last element',
      '2019-03-04T15:35:00Z',
      [time(25, '0.416667'), time(10, '0.166667')],
      '1.3',
    ],
    [
      'free parking does not count',
      '2019-03-04T18:40:00Z',
      [time(12, '0.2'), parked(8, '0.133333'), parked(12, '0.2')],
      '0.73',
    ],
  ])('%s', (_name, startedAt, stays, expected) => {
    expect(totals(priced({ tariffs: [basis], ...session(startedAt, stays) }))[0]).toBe(expected);
  });

  test.each<[string, Parameters<typeof component>, Record<string, string>, string]>([
    ['115.2 Wh per Wh', ['ENERGY', '0.25', { step: 1 }], { ENERGY: '0.1152' }, '0.029'],
    ['115.2 Wh per 25 Wh', ['ENERGY', '0.25', { step: 25 }], { ENERGY: '0.1152' }, '0.03125'],
    ['115.2 Wh per 500 Wh', ['ENERGY', '0.25', { step: 500 }], { ENERGY: '0.1152' }, '0.125'],
    ['6 minutes per 5', ['TIME', '6', { step: 300 }], { TIME: '0.1' }, '1'],
    [
      '8 minutes parked per 5',
      ['PARKING_TIME', '6', { step: 300 }],
      { PARKING_TIME: '0.1333' },
      '1',
    ],
  ])('%s', (_name, args, volumes, expected) => {
    const minutes = volumes.TIME ? 6 : 8;
    expect(totals(costs(plain(component(...args)), [{ minutes, volumes }]))[0]).toBe(expected);
  });
});

describe('step_size over a whole session, as mod_cdrs works it out', () => {
  const both = (step: number) =>
    plain(component('TIME', '1', { step }), component('PARKING_TIME', '2', { step }));
  const time = (minutes: number, text: string): Stay => ({ minutes, volumes: { TIME: text } });
  const kwh = (text: string): Stay => ({ minutes: 30, volumes: { ENERGY: text } });
  /** One price before 17:00 in Berlin, another after. */
  const change = (dimension: 'ENERGY' | 'TIME', before: string, after: string, step: number) =>
    tariff([
      element([component(dimension, before, { step })], { endTime: '17:00' }),
      element([component(dimension, after, { step })]),
    ]);

  test.each<[string, string, Tariff, readonly Stay[], readonly string[]]>([
    [
      '21 minutes of charging, then 7 parked: 10 are billed',
      '2019-03-04T09:00:00Z',
      both(300),
      [time(21, '0.35'), parked(7, '0.116667')],
      ['TIME 0.35 0.35 ?', 'PARKING_TIME 0.1667 0.3333 ?'],
    ],
    [
      '21 minutes of charging, then 16 parked: 20 are billed',
      '2019-03-04T09:00:00Z',
      both(600),
      [time(21, '0.35'), parked(16, '0.266667')],
      ['TIME 0.35 0.35 ?', 'PARKING_TIME 0.3333 0.6667 ?'],
    ],
    [
      '4.3 kWh at one price and 1.1 at the next make 5.5',
      '2019-03-04T15:30:00Z',
      change('ENERGY', '0.2', '0.27', 500),
      [kwh('4.3'), kwh('1.1')],
      ['ENERGY 4.3 0.86 ?', 'ENERGY 1.2 0.324 ?'],
    ],
    [
      '6 minutes at one price and 22 at the next make 30',
      '2019-03-04T15:54:00Z',
      change('TIME', '5', '7', 600),
      [time(6, '0.1'), time(22, '0.366667')],
      ['TIME 0.1 0.5 ?', 'TIME 0.4 2.8 ?'],
    ],
  ])('%s', (_name, startedAt, basis, stays, expected) => {
    const result = priced({ tariffs: [basis], ...session(startedAt, stays) });
    expect(lines(result)).toEqual(expected);
  });
});

test('the worked example of OCPI 2.1.1: 1.973 hours at 2 per hour, per 5 minutes', () => {
  const basis = tariff([element([component('TIME', '2', { step: 300 })])], {
    elementChoice: 'whole-element',
  });
  const input = session('2015-06-29T21:39:09Z', [{ minutes: 0, volumes: { TIME: '1.973' } }]);
  const stopped = session('2015-06-29T23:37:32Z', []).startedAt;
  expect(totals(priced({ tariffs: [basis], ...input, endedAt: stopped }))).toEqual([
    '4',
    undefined,
  ]);
});
