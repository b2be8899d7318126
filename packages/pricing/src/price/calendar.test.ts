import { decimal, type TariffRestrictions, toDecimal } from '@peregrine/domain';
import { describe, expect, test } from 'vitest';
import { instantMs } from './instant-ms.ts';
import { localTime } from './local-time.ts';
import {
  at,
  component,
  element,
  noteCodes,
  priced,
  session,
  tariff,
  totals,
} from './tariff.fixture.ts';
import { zoneClock } from './zone-clock.ts';

const cheap = (restrictions: TariffRestrictions) =>
  tariff([
    element([component('ENERGY', '1', { tax: { kind: 'none' } })], restrictions),
    element([component('ENERGY', '2', { tax: { kind: 'none' } })]),
  ]);

/** One kWh from `startedAt` on; `true` when it costs 1, by the restricted element. */
function matches(restrictions: TariffRestrictions, startedAt: string, timeZone = 'Europe/Berlin') {
  const stay = session(startedAt, [{ minutes: 1, volumes: { ENERGY: '1' } }]);
  return totals(priced({ tariffs: [cheap(restrictions)], ...stay, timeZone }))[0] === '1';
}

describe('in the night when clocks go forward (Berlin, 2026-03-29, 02:00 becomes 03:00)', () => {
  const night = { startTime: '02:00', endTime: '03:00' };

  test('the hour that is left out never comes', () => {
    expect(matches(night, '2026-03-29T00:59:00Z')).toBe(false);
    expect(matches(night, '2026-03-29T01:00:00Z')).toBe(false);
    expect(matches(night, '2026-03-28T01:00:00Z')).toBe(true);
  });

  test('a duration is what passed', () => {
    const result = priced({
      tariffs: [cheap({ maxDurationSeconds: 3_600 })],
      ...session('2026-03-29T00:30:00Z', [
        { minutes: 59, volumes: {} },
        { minutes: 1, volumes: { ENERGY: '1' } },
        { minutes: 1, volumes: { ENERGY: '1' } },
      ]),
    });
    // 59 minutes in, then 60: the wall shows two hours later already.
    expect(totals(result)[0]).toBe('3');
  });
});

describe('in the night when clocks go back (Berlin, 2026-10-25, 03:00 becomes 02:00)', () => {
  test('the hour that comes twice matches twice', () => {
    const night = { startTime: '02:00', endTime: '03:00' };
    const found = ['23:59', '00:00', '00:59', '01:00', '01:59', '02:00'].map((time) =>
      matches(night, `2026-10-${time === '23:59' ? '24' : '25'}T${time}:00Z`),
    );
    expect(found).toEqual([false, true, true, true, true, false]);
  });

  test('a period across the change is noted when its price changes with it', () => {
    const stay = session('2026-10-25T00:30:00Z', [{ minutes: 60, volumes: { ENERGY: '1' } }]);
    // 02:30 to 02:30 on the wall: the clock goes through 03:00 and starts again at 02:00.
    const late = priced({ tariffs: [cheap({ startTime: '02:15' })], ...stay });
    expect(noteCodes(late)).toEqual(['period-spans-price-change']);
    const steady = priced({ tariffs: [cheap({ startTime: '02:00', endTime: '03:00' })], ...stay });
    expect(noteCodes(steady)).toEqual([]);
  });
});

test.each([
  ['Australia/Lord_Howe, half an hour', 'Australia/Lord_Howe', '2026-04-04T14:50:00Z', '01:50'],
  ['Asia/Kathmandu, 45 minutes', 'Asia/Kathmandu', '2026-06-01T18:15:00Z', '00:00'],
  ['America/St_Johns', 'America/St_Johns', '2026-11-01T04:29:00Z', '01:59'],
  ['Pacific/Apia, beyond the date line', 'Pacific/Apia', '2026-06-01T10:59:00Z', '23:59'],
  ['before 1970', 'Europe/Berlin', '1969-12-31T23:30:00Z', '00:30'],
])('the wall clock of %s', (_name, timeZone, instant, time) => {
  expect(localTime(at(instant), timeZone).time).toBe(time);
  expect(matches({ startTime: time }, instant, timeZone)).toBe(true);
  const later = `${time.slice(0, 3)}${String(Number(time.slice(3)) + 1).padStart(2, '0')}`;
  const next = later.endsWith('60') ? '23:59' : later;
  expect(matches({ startTime: next }, instant, timeZone)).toBe(time === next);
});

test('the wall clock is that of Intl at any instant', () => {
  for (const timeZone of ['Europe/Berlin', 'Australia/Lord_Howe', 'Africa/Casablanca', 'UTC']) {
    const clock = zoneClock(timeZone);
    if (!clock) throw new Error(timeZone);
    for (let hour = 0; hour < 24 * 400; hour += 5) {
      const instant = at(new Date(Date.UTC(2025, 11, 1, hour, 17)).toISOString());
      const local = new Date(Number(clock.localMs(instantMs(instant)))).toISOString();
      const { date, time } = localTime(instant, timeZone);
      expect(local.slice(0, 16)).toBe(`${date}T${time}`);
    }
  }
});

test('an instant is read as Date.parse does', () => {
  for (const year of [1, 1600, 1899, 1900, 1969, 1970, 1972, 2000, 2024, 2100, 9999]) {
    for (const day of ['01-01', '02-28', '03-01', '06-30', '12-31']) {
      const text = `${String(year).padStart(4, '0')}-${day}T23:59:58.987Z`;
      expect(instantMs(at(text))).toBe(BigInt(Date.parse(text)));
    }
  }
  expect(instantMs(at('2024-02-29T00:00:00Z'))).toBe(BigInt(Date.UTC(2024, 1, 29)));
});

describe('a period that spans a price change is priced at its start, and noted', () => {
  const spans = (restrictions: TariffRestrictions, minutes: number, kwh = '10') => {
    const stay = session('2026-03-02T09:00:00Z', [{ minutes, volumes: { ENERGY: kwh } }]);
    return noteCodes(priced({ tariffs: [cheap(restrictions)], ...stay }));
  };
  const noted = ['period-spans-price-change'];

  test.each<[string, TariffRestrictions, number, readonly string[]]>([
    ['a time of day within it', { endTime: '10:30' }, 60, noted],
    ['a time of day at its very end', { endTime: '11:00' }, 60, []],
    ['a time of day of the next day', { startTime: '09:00', endTime: '09:30' }, 60 * 30, noted],
    ['a weekday', { daysOfWeek: ['MONDAY'] }, 60 * 15, noted],
    ['a weekday that is not over', { daysOfWeek: ['MONDAY'] }, 60 * 14, []],
    ['a date', { endDate: '2026-03-03' }, 60 * 15, noted],
    ['a duration within it', { maxDurationSeconds: 1_800 }, 60, noted],
    ['a duration at its end', { maxDurationSeconds: 3_600 }, 60, []],
    ['an energy within it', { maxKwh: decimal('5') }, 60, noted],
    ['an energy at its end', { maxKwh: decimal('10') }, 60, []],
  ])('%s', (_name, restrictions, minutes, expected) => {
    expect(spans(restrictions, minutes)).toEqual(expected);
  });

  test('a change that touches nothing measured is not noted', () => {
    const basis = tariff([element([component('TIME', '1')], { endTime: '10:30' })]);
    const stay = session('2026-03-02T09:00:00Z', [{ minutes: 60, volumes: { ENERGY: '1' } }]);
    expect(noteCodes(priced({ tariffs: [basis], ...stay }))).toEqual([]);
  });
});

test('a part tells the clock times of its periods, and each reading', () => {
  const basis = tariff([element([component('TIME', '6', { step: 600 })])]);
  const stays = [
    { minutes: 10, volumes: { TIME: '0.1667' } },
    { minutes: 5, volumes: { TIME: '0.0833' } },
  ];
  const [part] = priced({ tariffs: [basis], ...session('2026-03-02T09:00:00Z', stays) }).parts;
  expect(part?.because).toMatchObject({
    from: '2026-03-02T09:00:00.000Z',
    to: '2026-03-02T09:15:00.000Z',
    periods: [0, 1],
    reading: 'timestamps',
    step: { size: 600n },
  });
  expect(part && toDecimal(part.billed)).toBe('0.3333333333');
});
