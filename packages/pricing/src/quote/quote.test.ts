import {
  compare,
  type Decimal,
  decimal,
  exact,
  type Instant,
  instantOf,
  parseInstant,
  partyRef,
  subtract,
  type Tariff,
  type TariffDimension,
  type TariffElement,
  type TariffRestrictions,
  toDecimal,
} from '@peregrine/domain';
import { array, assert, constantFrom, integer, option, property, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explainQuote } from '../explain/explain.ts';
import { priceSession } from '../price/price-session.ts';
import { randomCase } from '../price/random-session.fixture.ts';
import type { PricingNoteCode } from '../price/types.ts';
import { quote } from './quote.ts';
import type { Quote, QuoteInput } from './types.ts';

const at = (text: string) => parseInstant(text) as Instant;
const start = at('2026-03-01T16:55:00Z');
const milli = (value: number): Decimal => toDecimal(exact(BigInt(value), 1_000n));

function tariff(elements: readonly TariffElement[], more: Partial<Tariff> = {}): Tariff {
  return {
    party: partyRef('DE', 'PER'),
    tariffId: 'T',
    currency: 'EUR',
    elementChoice: 'per-dimension',
    taxIncluded: 'no',
    elements,
    lastUpdated: at('2026-01-01T00:00:00Z'),
    ...more,
  };
}

type Prices = Partial<Record<TariffDimension, string>>;

function element(prices: Prices, restrictions?: TariffRestrictions, stepSize = 0): TariffElement {
  const components = Object.entries(prices).map(([dimension, price]) => ({
    dimension: dimension as TariffDimension,
    price: decimal(price),
    tax: { kind: 'rate', percent: decimal('19') } as const,
    stepSize,
  }));
  return { components, ...(restrictions && { restrictions }) };
}

/** 20 kWh at 60 kW: twenty minutes. */
const input = (elements: readonly TariffElement[], more: Partial<QuoteInput> = {}): QuoteInput => ({
  tariff: tariff(elements),
  charge: { energyKwh: decimal('20') },
  connector: { maxPowerKw: decimal('60'), maxCurrentA: decimal('150') },
  at: start,
  timeZone: 'Europe/Berlin',
  ...more,
});

function quoted(...args: Parameters<typeof input>): Quote {
  const result = quote(input(...args));
  if (result.kind !== 'quoted') throw new Error(`${result.reason}: ${result.detail}`);
  return result;
}

function net({ exclTax }: Quote): readonly string[] {
  if (!exclTax) throw new Error('no net range');
  return [exclTax.low, exclTax.expected, exclTax.high].map((it) => toDecimal(it));
}

describe('a quote is one price where nothing can change it', () => {
  test('energy and a start', () => {
    const result = quoted([element({ ENERGY: '0.45', FLAT: '0.35' })]);
    expect(net(result)).toEqual(['9.35', '9.35', '9.35']);
    expect(result.dependsOn).toEqual([]);
    expect(result.expected.parts.map((part) => part.dimension).toSorted()).toEqual([
      'ENERGY',
      'FLAT',
    ]);
    expect(result.session.endedAt).toBe(at('2026-03-01T17:15:00Z'));
    const told = explainQuote(result, { language: 'en', timeZone: 'Europe/Berlin' }).at(-1);
    expect(told?.reasons.map(({ text }) => text)).toEqual([
      'The price does not depend on when, how fast or how long you charge.',
    ]);
  });

  test('has no range after tax where a tax is unknown', () => {
    const [one] = [element({ ENERGY: '0.45' })];
    const components = one.components.map((it) => ({ ...it, tax: { kind: 'unknown' } as const }));
    const result = quoted([{ components }]);
    expect(result.inclTax).toBeUndefined();
    expect(net(result)).toEqual(['9', '9', '9']);
  });
});

describe('a quote is a range where it depends', () => {
  test('on the power: time is charged for', () => {
    const result = quoted([element({ TIME: '6' })]);
    expect(net(result)).toEqual(['2', '2', '3.3333333333']);
    expect(result.dependsOn).toEqual(['power']);
  });

  test('on the start: the price changes soon after', () => {
    const evening = element({ ENERGY: '0.60' }, { startTime: '18:29' });
    const result = quoted([evening, element({ ENERGY: '0.40' })]);
    // It ends at 18:15, at 18:28 if slow; a quarter of an hour later the dear time is reached.
    expect(net(result)).toEqual(['8', '8', '9.72']);
    expect(result.dependsOn).toEqual(['start']);
    const told = explainQuote(result, { language: 'de', timeZone: 'Europe/Berlin' }).at(-1);
    expect(told?.reasons.map(({ text }) => text.replaceAll('\u00a0', ' '))).toEqual([
      'Zwischen 8,00 € und 9,72 € vor Steuer.',
      'Zwischen 9,52 € und 11,5668 € nach Steuer.',
      'Er hängt davon ab, wann der Ladevorgang beginnt.',
    ]);
  });

  test('on the stay: parking is charged for, with its step', () => {
    const parking = element({ PARKING_TIME: '6' }, undefined, 600);
    const result = quoted([element({ ENERGY: '0.40' }), parking]);
    expect(net(result)).toEqual(['8', '8', '10']);
    expect(result.dependsOn).toEqual(['stay']);
    expect(net(quoted([parking], { staySeconds: 1_500 }))).toEqual(['3', '3', '4']);
  });

  test('on the arrival power, with the curve of the vehicle', () => {
    const fast = element({ ENERGY: '0.80' }, { minPowerKw: decimal('50') });
    const vehicle = {
      batteryKwh: decimal('100'),
      curve: [
        { percent: decimal('0'), powerKw: decimal('90') },
        { percent: decimal('50'), powerKw: decimal('90') },
        { percent: decimal('100'), powerKw: decimal('10') },
      ],
    };
    const charge = { fromPercent: decimal('20'), toPercent: decimal('80') };
    const result = quoted([fast, element({ ENERGY: '0.40' })], { vehicle, charge });
    // 50 kW are left at 75 %: 55 kWh dear and 5 cheap; at 60 % of the power all of it is cheap.
    expect(net(result)).toEqual(['24', '46', '46']);
    expect(result.dependsOn).toEqual(['power']);
    expect(result.session.energyKwh).toBe('60');
  });

  test('on a current, where the connector tells its own', () => {
    const strong = element({ ENERGY: '0.80' }, { minCurrentA: decimal('100') });
    const basis = [strong, element({ ENERGY: '0.40' })];
    expect(net(quoted(basis))).toEqual(['8', '16', '16']);
    const connector = { maxPowerKw: decimal('60') };
    expect(quote(input(basis, { connector }))).toMatchObject({
      kind: 'unquotable',
      reason: 'missing-measurement',
    });
  });
});

describe('a quote follows the course of the session', () => {
  test('tiers of energy and of time meet to the mWh and the ms', () => {
    const basis = [
      element({ ENERGY: '1' }, { maxKwh: decimal('7.5') }),
      element({ ENERGY: '0.5' }, { maxDurationSeconds: 900 }),
      element({ ENERGY: '0.1' }),
    ];
    expect(toDecimal(quoted(basis).expected.totalExclTax ?? exact(-1n))).toBe('11.75');
  });

  test('a time of day without an end ends at midnight', () => {
    const late = element({ ENERGY: '1' }, { startTime: '00:01' });
    expect(net(quoted([late], { at: at('2026-03-01T22:50:00Z') }))[1]).toBe('19');
  });

  test.each([
    ['forward', '2026-03-29T00:50:00Z', '03:00'],
    ['back', '2026-10-25T00:50:00Z', '02:00'],
  ])('the clocks go %s', (_, from, startTime) => {
    // Ten minutes of 20 before the clocks are changed, ten after; autumn has the hour twice.
    const basis = [element({ ENERGY: '1' }, { startTime, endTime: '06:00' }), element({})];
    const result = quoted(basis, { at: at(from), spread: { laterSeconds: 0 } });
    const expected = startTime === '03:00' ? '10' : '20';
    expect(net(result)[1]).toBe(expected);
  });

  test.each<[string, Partial<QuoteInput>]>([
    ['no-battery', { charge: { fromPercent: decimal('20'), toPercent: decimal('80') } }],
    ['no-power', { connector: { maxPowerKw: decimal('0') } }],
    ['no-power', { vehicle: { maxPowerKw: decimal('0') } }],
    ['no-energy', { charge: { energyKwh: decimal('0') } }],
    ['too-long', { connector: { maxPowerKw: decimal('0.1') } }],
    ['time-zone', { timeZone: 'Europe/Atlantis' }],
  ])('or there is none: %s', (reason, more) => {
    const result = quote(input([element({ ENERGY: '1' })], more));
    expect(result).toMatchObject({ kind: 'unquotable', reason });
  });
});

const CURRENT = { maxCurrentA: decimal('32') };
const REPAIRS = new Set<PricingNoteCode>([
  'hours-read-as-seconds',
  'energy-finer-than-mwh',
  'periods-out-of-order',
  'period-outside-session',
  'period-spans-price-change',
  'flow-spans-bound',
  'repeated-dimension',
]);

describe('for any tariff', () => {
  const minutes = (most: number) => integer({ min: 1, max: most });
  const time = minutes(1_439).map(
    (it) => `${String(Math.floor(it / 60)).padStart(2, '0')}:${String(it % 60).padStart(2, '0')}`,
  );
  // 6 kW are 100 Wh a minute: every bound is met at a whole minute.
  const kwh = minutes(300).map((it) => milli(it * 100));
  const seconds = minutes(600).map((it) => it * 60);
  const restrictions = record(
    {
      startTime: time,
      endTime: time,
      minKwh: kwh,
      maxKwh: kwh,
      minDurationSeconds: seconds,
      maxDurationSeconds: seconds,
      minPowerKw: constantFrom('3', '6', '7').map(decimal),
      daysOfWeek: constantFrom(['SUNDAY'], ['MONDAY', 'SATURDAY']),
      startDate: constantFrom('2026-03-01', '2026-03-29', '2026-10-25'),
    },
    { requiredKeys: [] },
  );
  const cents = integer({ min: 0, max: 999 }).map((it) => toDecimal(exact(BigInt(it), 100n)));
  const elements = array(
    record({
      ENERGY: cents,
      TIME: cents,
      PARKING_TIME: cents,
      step: constantFrom(0, 1, 300, 7_000),
      restrictions: option(restrictions, { nil: undefined }),
    }).map(({ step, restrictions: met, ...prices }) => element(prices, met, step)),
    { minLength: 1, maxLength: 4 },
  );
  const when = constantFrom(
    '2026-03-01T16:55:00Z',
    '2026-03-28T22:10:00Z',
    '2026-10-24T21:45:00Z',
  ).map(at);
  const connector = { maxPowerKw: decimal('6') };

  /** The same charge as a CPO reports it that starts a new period every minute. */
  function minuteByMinute(basis: Tariff, from: Instant, charging: number, parked: number) {
    const periods = Array.from({ length: charging + parked }, (_, index) => ({
      startedAt: instantOf(new Date(Date.parse(from) + index * 60_000)),
      dimensions: [
        ...(index < charging
          ? [
              { type: 'ENERGY', volume: decimal('0.1') },
              { type: 'TIME', volume: decimal('0.0166666667') },
            ]
          : [{ type: 'PARKING_TIME', volume: decimal('0.0166666667') }]),
        { type: 'POWER', volume: decimal(index < charging ? '6' : '0') },
      ],
    }));
    return priceSession({
      tariffs: [basis],
      periods,
      startedAt: from,
      endedAt: instantOf(new Date(Date.parse(from) + (charging + parked) * 60_000)),
      timeZone: 'Europe/Berlin',
    });
  }

  test('a session that happens as expected costs what was quoted', () => {
    assert(
      property(elements, when, minutes(700), minutes(90), (basis, from, charging, parked) => {
        const result = quoted(basis, {
          at: from,
          charge: { energyKwh: milli(charging * 100) },
          connector,
          staySeconds: parked * 60,
          spread: { fastestPercent: 100, slowestPercent: 100, laterSeconds: 0, longerSeconds: 0 },
        });
        const happened = minuteByMinute(tariff(basis), from, charging, parked);
        if (happened.kind !== 'priced') throw new Error(happened.detail);
        for (const tax of ['totalExclTax', 'totalInclTax'] as const) {
          const [now, then] = [happened.result[tax], result.expected[tax]];
          if (!now || !then) throw new Error('no total');
          expect(toDecimal(subtract(now, then))).toBe('0');
        }
      }),
      { numRuns: 200 },
    );
  });

  test('low <= expected <= high', () => {
    assert(
      property(elements, when, minutes(200), minutes(90), (basis, from, charging, stay) => {
        const result = quoted(basis, {
          at: from,
          charge: { energyKwh: milli(charging * 100) },
          connector,
          staySeconds: stay * 60,
        });
        for (const range of [result.exclTax, result.inclTax]) {
          if (!range) throw new Error('no range');
          expect(compare(range.low, range.expected)).toBeLessThanOrEqual(0);
          expect(compare(range.expected, range.high)).toBeLessThanOrEqual(0);
        }
        if (result.dependsOn.length > 0) {
          const { low, high } = result.exclTax ?? { low: exact(0n), high: exact(0n) };
          expect(compare(low, high)).toBeLessThan(0);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('no period of the expected session spans a price change, and none needs a repair', () => {
    let count = 0;
    for (let seed = 0; seed < 500; seed += 1) {
      const { tariffs, startedAt, timeZone } = randomCase(seed).input;
      const [basis] = tariffs;
      if (!basis) continue;
      const result = quote({
        tariff: basis,
        charge: { energyKwh: milli(1 + ((seed * 7_919) % 90_000)) },
        connector: { maxPowerKw: milli(3_700 + ((seed * 104_729) % 150_000)), ...CURRENT },
        at: startedAt,
        timeZone,
        staySeconds: (seed * 31) % 20_000,
      });
      if (result.kind === 'unquotable') continue;
      count += 1;
      const codes = result.expected.notes.map(({ code }) => code);
      expect(codes.filter((code) => REPAIRS.has(code))).toEqual([]);
    }
    expect(count).toBeGreaterThan(350);
  });
});
