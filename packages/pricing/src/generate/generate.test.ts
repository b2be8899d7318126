import {
  add,
  type Cdr,
  compare,
  type Decimal,
  decimal,
  exact,
  exactOf,
  instantOf,
  multiply,
  subtract,
  sum,
  type Tariff,
  type TariffRestrictions,
  toDecimal,
  ZERO,
} from '@peregrine/domain';
import { assert, boolean, constantFrom, integer, property, record, tuple } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyTariff } from '../lint/any-tariff.fixture.ts';
import { component, element, instant, PLAIN, tariff } from '../lint/tariff.fixture.ts';
import { priceSession } from '../price/price-session.ts';
import { generate } from './generate.ts';
import { randomOf } from './random.ts';
import { type GenerateInput, type LoadSlice, MISTAKES, type Mistake } from './types.ts';

const dec = decimal;
const slice = (minutes: number, powerKw: string): LoadSlice => ({
  seconds: minutes * 60,
  powerKw: dec(powerKw),
});

/** Two hours at 11 kW, one left plugged in, from 11:00 in Berlin. */
const DEFAULTS = {
  load: { curve: [slice(120, '11'), slice(60, '0')] },
  startedAt: instant('2026-03-02T10:00:00Z'),
  timeZone: 'Europe/Berlin',
  seed: 7,
} as const;

const plain = tariff([element(PLAIN)]);
/** Energy is cheaper under the restrictions. */
const restricted = (restrictions: TariffRestrictions) =>
  tariff([element([component('ENERGY', '0.30')], restrictions), element(PLAIN)]);

function generated(input: Partial<GenerateInput> = {}) {
  const result = generate({ tariff: plain, ...DEFAULTS, ...input });
  if (result.kind !== 'generated') throw new Error(`${result.reason}: ${result.detail}`);
  return result;
}

/** `11:00 ENERGY 22 TIME 2`: local start and volumes of each period. */
function told({ periods }: Cdr, zone = 'Europe/Berlin'): readonly string[] {
  const clock = new Intl.DateTimeFormat('de', { timeZone: zone, timeStyle: 'medium' });
  return periods.map(({ startedAt, dimensions }) => {
    const volumes = dimensions
      .filter(({ type }) => /^(ENERGY|.*TIME)$/.test(type))
      .map(({ type, volume }) => `${type} ${toDecimal(exactOf(volume), 4)}`);
    return [clock.format(new Date(startedAt)), ...volumes].join(' ');
  });
}

function reprice(cdr: Cdr, more: { readonly reservationExpired?: boolean } = {}) {
  const priced = priceSession({ ...cdr, timeZone: DEFAULTS.timeZone, ...more });
  if (priced.kind !== 'priced') throw new Error(`${priced.reason}: ${priced.detail}`);
  return priced.result;
}

describe('a period begins at every instant that may change its price', () => {
  test.each<[string, Partial<GenerateInput>, readonly string[]]>([
    ['where parking begins', {}, ['11:00:00 ENERGY 22 TIME 2', '13:00:00 PARKING_TIME 1']],
    [
      'at a time of day of the place',
      { tariff: restricted({ startTime: '12:00', endTime: '12:30' }) },
      [
        '11:00:00 ENERGY 11 TIME 1',
        '12:00:00 ENERGY 5.5 TIME 0.5',
        '12:30:00 ENERGY 5.5 TIME 0.5',
        '13:00:00 PARKING_TIME 1',
      ],
    ],
    [
      'at midnight, where a date or a weekday decides',
      {
        tariff: restricted({ daysOfWeek: ['TUESDAY'] }),
        startedAt: instant('2026-03-02T22:00:00Z'),
      },
      ['23:00:00 ENERGY 11 TIME 1', '00:00:00 ENERGY 11 TIME 1', '01:00:00 PARKING_TIME 1'],
    ],
    [
      'where the clocks are put forward over it',
      {
        tariff: restricted({ startTime: '02:30' }),
        startedAt: instant('2026-03-29T00:30:00Z'),
      },
      [
        '01:30:00 ENERGY 5.5 TIME 0.5',
        '03:00:00 ENERGY 5.5 TIME 0.5',
        '03:30:00 ENERGY 11 TIME 1',
        '04:30:00 PARKING_TIME 1',
      ],
    ],
    [
      'where the clocks are put back over it, which shows it twice',
      {
        tariff: restricted({ startTime: '02:00', endTime: '02:30' }),
        startedAt: instant('2026-10-24T23:30:00Z'),
        load: { curve: [slice(180, '10')] },
      },
      [
        '01:30:00 ENERGY 5 TIME 0.5',
        '02:00:00 ENERGY 5 TIME 0.5',
        '02:30:00 ENERGY 5 TIME 0.5',
        '02:00:00 ENERGY 5 TIME 0.5',
        '02:30:00 ENERGY 10 TIME 1',
      ],
    ],
    [
      'at an amount of energy, to the second that reaches it',
      { tariff: restricted({ minKwh: dec('10') }) },
      [
        '11:00:00 ENERGY 10 TIME 0.9092',
        '11:54:33 ENERGY 12 TIME 1.0908',
        '13:00:00 PARKING_TIME 1',
      ],
    ],
    [
      'after a duration',
      { tariff: restricted({ maxDurationSeconds: 1_800 }) },
      ['11:00:00 ENERGY 5.5 TIME 0.5', '11:30:00 ENERGY 16.5 TIME 1.5', '13:00:00 PARKING_TIME 1'],
    ],
    [
      'at a change of power, where power decides',
      {
        tariff: restricted({ minPowerKw: dec('20') }),
        load: { curve: [slice(30, '22'), slice(30, '11')] },
      },
      ['11:00:00 ENERGY 11 TIME 0.5', '11:30:00 ENERGY 5.5 TIME 0.5'],
    ],
    [
      'and at none, where it does not',
      { load: { curve: [slice(30, '22'), slice(30, '11')] } },
      ['11:00:00 ENERGY 16.5 TIME 1'],
    ],
    [
      'where another tariff takes over',
      {
        nextTariff: {
          tariff: tariff([element(PLAIN)], { tariffId: 'NEXT' }),
          from: instant('2026-03-02T10:45:00Z'),
        },
      },
      [
        '11:00:00 ENERGY 8.25 TIME 0.75',
        '11:45:00 ENERGY 13.75 TIME 1.25',
        '13:00:00 PARKING_TIME 1',
      ],
    ],
    [
      'where a reservation ends',
      { reservation: { seconds: 900 } },
      ['11:00:00 RESERVATION_TIME 0.25', '11:15:00 ENERGY 22 TIME 2', '13:15:00 PARKING_TIME 1'],
    ],
    [
      'and an expired one is all there is',
      { reservation: { seconds: 900, expired: true } },
      ['11:00:00 RESERVATION_TIME 0.25'],
    ],
    [
      'energy that flows back is charging',
      { load: { curve: [slice(60, '11'), slice(30, '-10')] } },
      ['11:00:00 ENERGY 6 TIME 1.5'],
    ],
  ])('%s', (_title, input, expected) => {
    expect(told(generated(input).cdr)).toEqual(expected);
  });

  test('each period names its tariff once there are two', () => {
    const next = tariff([element(PLAIN)], { tariffId: 'NEXT' });
    const from = instant('2026-03-02T10:45:00Z');
    const { cdr } = generated({ nextTariff: { tariff: next, from } });
    expect(cdr.periods.map(({ tariffId }) => tariffId)).toEqual(['T', 'NEXT', 'NEXT']);
    expect(generated().cdr.periods[0]).not.toHaveProperty('tariffId');
  });
});

describe('a generated record', () => {
  test('is the same for the same seed, and another for another', () => {
    const drawn = (seed: number) =>
      generate({ tariff: plain, ...DEFAULTS, load: undefined as never, seed });
    expect(drawn(1)).toEqual(drawn(1));
    expect(drawn(1)).not.toEqual(drawn(2));
  });

  test('charges a vehicle as a quote does', () => {
    const load = {
      charge: { energyKwh: dec('11') },
      connector: { maxPowerKw: dec('22') },
      staySeconds: 600,
    };
    expect(told(generated({ load }).cdr)).toEqual([
      '11:00:00 ENERGY 11 TIME 0.5',
      '11:30:00 PARKING_TIME 0.1667',
    ]);
  });

  test('says what an operator says, and what the caller wants instead', () => {
    const { cdr } = generated({ identity: { cdrId: 'C1', authorizationReference: 'A1' } });
    expect(cdr).toMatchObject({
      cdrId: 'C1',
      authorizationReference: 'A1',
      party: { countryCode: 'DE', partyId: 'PER' },
      currency: 'EUR',
      totalEnergyKwh: '22',
      totalTimeHours: '3',
      totalParkingTimeHours: '1',
      totalCost: { exclTax: '11.8', inclTax: '14.042' },
      totalEnergyCost: { exclTax: '8.8', inclTax: '10.472' },
      totalParkingCost: { exclTax: '3', inclTax: '3.57' },
    });
  });

  test.each([
    ['no-energy', { load: { curve: [] } }],
    ['too-long', { load: { curve: [slice(50_000, '1')] } }],
    ['time-zone', { timeZone: 'Europe/Atlantis', tariff: restricted({ startTime: '12:00' }) }],
    [
      'net-unknown',
      {
        tariff: tariff([element([component('ENERGY', '1', 1, { kind: 'unknown' })])], {
          taxIncluded: 'yes',
        }),
      },
    ],
  ] as const)('is refused: %s', (reason, input) => {
    expect(generate({ tariff: plain, ...DEFAULTS, ...input })).toMatchObject({
      kind: 'ungenerable',
      reason,
    });
  });
});

/** Amounts of a priced session as the record prints them. */
function amountsOf(result: ReturnType<typeof reprice>) {
  const { totalExclTax, totalInclTax } = result;
  return {
    ...(totalExclTax && { exclTax: toDecimal(totalExclTax) }),
    ...(totalInclTax && { inclTax: toDecimal(totalInclTax) }),
  };
}

describe('for any tariff, load and hour', () => {
  // Both windows hold a change of the clocks, in the night to a Sunday.
  const windows = constantFrom(
    Date.parse(instant('2026-03-27T00:00:00Z')),
    Date.parse(instant('2026-10-23T00:00:00Z')),
  );
  const starts = tuple(windows, integer({ min: 0, max: 5 * 86_400 }));
  const anyInput = record({ seed: integer(), start: starts, held: boolean() }).map(
    ({ seed, start: [window, second], held }): GenerateInput => ({
      tariff: anyTariff(randomOf(seed).below),
      startedAt: instantOf(new Date(window + second * 1_000)),
      timeZone: 'Europe/Berlin',
      seed,
      ...(held && { reservation: { seconds: 700 } }),
    }),
  );

  test('an honest record prices to exactly its own totals, and no period spans a price change', () => {
    let generated = 0;
    assert(
      property(anyInput, (input) => {
        const result = generate(input);
        if (result.kind !== 'generated') {
          expect(['net-unknown', 'unsupported-tariff']).toContain(result.reason);
          return;
        }
        generated += 1;
        const { cdr } = result;
        const priced = reprice(cdr);
        expect(amountsOf(priced)).toEqual(cdr.totalCost);
        expect(toDecimal(priced.energyKwh)).toBe(cdr.totalEnergyKwh);
        const energy = priced.parts.filter(({ dimension }) => dimension === 'ENERGY');
        const cost = sum(energy.map(({ exclTax }) => exclTax ?? ZERO));
        expect(cdr.totalEnergyCost?.exclTax).toBe(energy[0] && toDecimal(cost));
        const codes = priced.notes.map(({ code }) => code);
        expect(codes).not.toContain('period-spans-price-change');
        expect(codes).not.toContain('flow-spans-bound');
        expect(codes).not.toContain('period-outside-session');
      }),
      { numRuns: 500 },
    );
    expect(generated).toBeGreaterThan(50);
  });

  test('a mistake leaves the honest record beside it as it was', () => {
    assert(
      property(anyInput, constantFrom(...MISTAKES), (input, mistake) => {
        const [right, wrong] = [generate(input), generate({ ...input, mistake })];
        if (wrong.kind !== 'generated') {
          expect(['net-unknown', 'unsupported-tariff']).toContain(wrong.reason);
        } else expect(right).toMatchObject({ kind: 'generated', cdr: wrong.honest });
      }),
      { numRuns: 300 },
    );
  });
});

/** A tariff on which each mistake shows, and a session with all that goes wrong. */
const touchy = tariff([
  element([component('ENERGY', '0.30', 100)], { startTime: '12:00' }),
  element([
    component('ENERGY', '0.50', 100),
    component('TIME', '1.111', 60),
    component('PARKING_TIME', '3', 900),
    component('FLAT', '0.5', 1, { kind: 'rate', percent: dec('7') }),
  ]),
]);
const busy: Partial<GenerateInput> = {
  tariff: touchy,
  load: { curve: [{ seconds: 6_007, powerKw: dec('10.3') }, slice(17, '0')] },
};
const spoiled = (mistake: Mistake) => generated({ ...busy, mistake });
const minus = (a: Decimal, b: Decimal) => toDecimal(subtract(exactOf(a), exactOf(b)));

describe('a mistake', () => {
  test.each(MISTAKES)('%s changes the record in its way alone, and repeatably', (mistake) => {
    const { cdr, honest } = spoiled(mistake);
    expect(cdr).not.toEqual(honest);
    expect(honest).toEqual(generated(busy).cdr);
    expect(cdr).toEqual(spoiled(mistake).cdr);
  });

  test('no-split prices all energy as at the start', () => {
    const { cdr, honest } = spoiled('no-split');
    expect(told(cdr)).toHaveLength(2);
    expect(told(honest)).toHaveLength(3);
    expect(reprice(cdr).notes.map(({ code }) => code)).toContain('period-spans-price-change');
    expect(exactOf(cdr.totalCost.exclTax).num).toBeGreaterThan(0n);
    expect(compare(exactOf(cdr.totalCost.exclTax), exactOf(honest.totalCost.exclTax))).toBe(1);
  });

  test('time-as-wall-clock knows no parking', () => {
    const { cdr, honest } = spoiled('time-as-wall-clock');
    expect(cdr.totalTimeHours).toBe(honest.totalTimeHours);
    expect(cdr).not.toHaveProperty('totalParkingTimeHours');
    expect(cdr).not.toHaveProperty('totalParkingCost');
    expect(cdr.totalTimeCost).not.toEqual(honest.totalTimeCost);
  });

  test('two-decimal-hours bills 20 minutes for 10, told as 0.17 hours', () => {
    const parked = tariff([element([component('PARKING_TIME', '6', 600)])]);
    const load = { curve: [slice(10, '0')] };
    const { cdr, honest } = generated({ tariff: parked, load, mistake: 'two-decimal-hours' });
    expect(told(cdr)).toEqual(['11:00:00 PARKING_TIME 0.17']);
    expect([honest.totalCost.exclTax, cdr.totalCost.exclTax]).toEqual(['1', '2']);
  });

  test('overlapping-periods counts half a period twice', () => {
    const { cdr, honest } = spoiled('overlapping-periods');
    expect(cdr.periods).toHaveLength(honest.periods.length + 1);
    const energy = minus(cdr.totalEnergyKwh, honest.totalEnergyKwh);
    expect(exactOf(energy).num).toBeGreaterThan(0n);
    const sole = generated({ load: { curve: [slice(60, '11')] }, mistake: 'overlapping-periods' });
    expect(sole.cdr.totalEnergyKwh).toBe('16.5');
  });

  test('missing-period leaves totals that its periods do not sum to', () => {
    const { cdr, honest } = spoiled('missing-period');
    expect(cdr.periods).toHaveLength(honest.periods.length - 1);
    expect(cdr.totalCost).toEqual(honest.totalCost);
    expect(amountsOf(reprice(cdr))).not.toEqual(cdr.totalCost);
  });

  test('local-as-utc is an hour off in winter, in every instant', () => {
    const { cdr, honest } = spoiled('local-as-utc');
    const hour = 3_600_000;
    expect(Date.parse(cdr.startedAt) - Date.parse(honest.startedAt)).toBe(hour);
    expect(Date.parse(cdr.endedAt) - Date.parse(honest.endedAt)).toBe(hour);
    expect(cdr.totalCost).toEqual(honest.totalCost);
  });

  test('wrong-tariff is consistent with a tariff that is not ours', () => {
    const { cdr, honest } = spoiled('wrong-tariff');
    expect(cdr.tariffs).not.toEqual(honest.tariffs);
    expect(amountsOf(reprice(cdr))).toEqual(cdr.totalCost);
    const tenthMore = multiply(exactOf(honest.totalCost.exclTax), exact(11n, 10n));
    expect(toDecimal(tenthMore, 4)).toBe(toDecimal(exactOf(cdr.totalCost.exclTax), 4));
    const other: Tariff = tariff([element(PLAIN)], { tariffId: 'T' });
    expect(generated({ ...busy, mistake: 'wrong-tariff', otherTariff: other }).cdr.tariffs).toEqual(
      [other],
    );
  });

  test('step-twice is one more step of each dimension, in the parts and in the whole', () => {
    const { cdr, honest } = spoiled('step-twice');
    const energy = minus(
      cdr.totalEnergyCost?.exclTax ?? dec('0'),
      honest.totalEnergyCost?.exclTax ?? dec('0'),
    );
    expect(energy).toBe('0.03');
    const parking = minus(
      cdr.totalParkingCost?.exclTax ?? dec('0'),
      honest.totalParkingCost?.exclTax ?? dec('0'),
    );
    expect(parking).toBe('0.75');
    const time = minus(
      cdr.totalTimeCost?.exclTax ?? dec('0'),
      honest.totalTimeCost?.exclTax ?? dec('0'),
    );
    const whole = minus(cdr.totalCost.exclTax, honest.totalCost.exclTax);
    expect(compare(add(exactOf(time), exactOf(dec('0.78'))), exactOf(whole))).toBe(0);
  });

  test('late-vat takes one rate of the rounded sum', () => {
    const { cdr, honest } = spoiled('late-vat');
    expect(cdr.totalCost.exclTax).toBe(honest.totalCost.exclTax);
    expect(cdr.totalCost.inclTax).toMatch(/^\d+\.\d{1,2}$/);
    expect(cdr.totalCost.inclTax).not.toBe(honest.totalCost.inclTax);
  });

  test('sum-differs is a cent more than its parts', () => {
    const { cdr, honest } = spoiled('sum-differs');
    expect(minus(cdr.totalCost.exclTax, honest.totalCost.exclTax)).toBe('0.01');
    expect(cdr.totalEnergyCost).toEqual(honest.totalEnergyCost);
  });
});
