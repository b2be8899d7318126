import {
  compare,
  type Decimal,
  decimal,
  type Exact,
  exact,
  type Instant,
  instantOf,
  parseInstant,
  partyRef,
  sum,
  type Tariff,
  type TariffElement,
  type Tax,
  toDecimal,
} from '@peregrine/domain';
import { array, assert, constantFrom, integer, property, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeSession } from './describe-session.ts';
import { priceSession } from './price-session.ts';

const at = (text: string) => parseInstant(text) as Instant;
const start = at('2026-03-01T10:00:00Z');
const vat = (percent: string): Tax => ({ kind: 'rate', percent: decimal(percent) });

function tariff(elements: readonly TariffElement[], more: Partial<Tariff> = {}): Tariff {
  return {
    party: partyRef('DE', 'PER'),
    tariffId: 'T',
    currency: 'EUR',
    elementChoice: 'per-dimension',
    taxIncluded: 'no',
    elements,
    lastUpdated: start,
    ...more,
  };
}

const parking: TariffElement = {
  components: [
    { dimension: 'ENERGY', price: decimal('0.40'), tax: vat('19'), stepSize: 1 },
    { dimension: 'PARKING_TIME', price: decimal('3.00'), tax: vat('19'), stepSize: 900 },
  ],
};

function later(minutes: number): Instant {
  return instantOf(new Date(Date.parse(start) + minutes * 60_000));
}

function price(tariffs: readonly Tariff[], ...volumes: readonly Record<string, string>[]) {
  return priceSession({
    tariffs,
    periods: volumes.map((dimensions, index) => ({
      startedAt: later(index * 17),
      dimensions: Object.entries(dimensions).map(([type, volume]) => ({
        type,
        volume: decimal(volume),
      })),
    })),
    startedAt: start,
    endedAt: later(volumes.length * 17),
    timeZone: 'Europe/Berlin',
  });
}

function priced(...args: Parameters<typeof price>) {
  const result = price(...args);
  if (result.kind !== 'priced') throw new Error(`${result.reason}: ${result.detail}`);
  return result.result;
}

describe('a priced session', () => {
  test('bills 17 parked minutes as 30 and says which step did it', () => {
    const session = priced([tariff([parking])], { ENERGY: '8.25' }, { PARKING_TIME: '0.2833' });
    expect(session.totalExclTax && toDecimal(session.totalExclTax)).toBe('4.8');
    expect(describeSession(session).parts[1]).toMatchObject({
      dimension: 'PARKING_TIME',
      measured: '0.2833333333',
      billed: '0.5',
      exclTax: '1.5',
      inclTax: '1.785',
      because: { reading: 'timestamps', step: { size: '900', added: '0.2166666667' } },
    });
  });

  test('has no total with tax when one tax is unknown, and still its net total', () => {
    const components = [
      ...parking.components,
      { dimension: 'FLAT', price: decimal('1'), tax: { kind: 'unknown' }, stepSize: 0 } as const,
    ];
    const session = priced([tariff([{ components }])], { ENERGY: '10' });
    expect(session.totalInclTax).toBeUndefined();
    expect(session.totalExclTax && toDecimal(session.totalExclTax)).toBe('5');
    expect(describeSession(session)).not.toHaveProperty('totalInclTax');
  });

  test('leaves free what no element prices', () => {
    const session = priced([tariff([parking])], { ENERGY: '10', TIME: '0.2833' });
    expect(session.parts.map((part) => part.dimension)).toEqual(['ENERGY']);
  });

  test('takes the whole element of 2.1.1: what it does not price is free', () => {
    const first: TariffElement = { components: parking.components.slice(0, 1) };
    const second: TariffElement = { components: parking.components.slice(1) };
    const choose = (elementChoice: Tariff['elementChoice']) =>
      priced([tariff([first, second], { elementChoice })], { ENERGY: '1', PARKING_TIME: '0.2833' });
    expect(choose('whole-element').parts).toHaveLength(1);
    expect(choose('per-dimension').parts).toHaveLength(2);
  });

  test('speaks local time across the daylight-saving change', () => {
    // 2026-03-29: 01:30 UTC is 03:30 in Berlin, where 02:00-03:00 does not exist.
    const night: TariffElement = {
      ...parking,
      restrictions: { startTime: '02:00', endTime: '04:00' },
    };
    const session = priceSession({
      tariffs: [tariff([night])],
      periods: [
        {
          startedAt: at('2026-03-29T01:30:00Z'),
          dimensions: [{ type: 'ENERGY', volume: decimal('1') }],
        },
      ],
      startedAt: at('2026-03-29T01:30:00Z'),
      endedAt: at('2026-03-29T02:30:00Z'),
      timeZone: 'Europe/Berlin',
    });
    expect(session).toMatchObject({ kind: 'priced', result: { parts: [{ elementIndex: 0 }] } });
  });
});

describe('no price is guessed', () => {
  const fast: TariffElement = { ...parking, restrictions: { minPowerKw: decimal('50') } };

  test.each([
    ['no-tariff', () => price([], { ENERGY: '1' })],
    ['no-periods', () => price([tariff([parking])])],
    ['unsupported-tariff', () => price([tariff([])], { ENERGY: '1' })],
    ['unsupported-tariff', () => price([tariff([{ components: [] }])], { ENERGY: '1' })],
    ['missing-measurement', () => price([tariff([fast])], { ENERGY: '1' })],
    [
      'currency',
      () => price([tariff([parking]), tariff([parking], { currency: 'CHF' })], { ENERGY: '1' }),
    ],
  ] as const)('%s', (reason, run) => {
    expect(run()).toMatchObject({ kind: 'unpriceable', reason });
  });

  test('time-zone', () => {
    const run = priceSession({
      tariffs: [tariff([parking])],
      periods: [{ startedAt: start, dimensions: [] }],
      startedAt: start,
      endedAt: later(1),
      timeZone: 'Europe/Atlantis',
    });
    expect(run).toMatchObject({ kind: 'unpriceable', reason: 'time-zone' });
  });
});

describe('for any session', () => {
  const known = (values: readonly (Exact | undefined)[]) =>
    sum(values.filter((value) => value !== undefined));
  const cents = integer({ min: 0, max: 9_999 }).map((n) => decimal(`${n / 100}`));
  const wattHours = integer({ min: 1, max: 90_000 });
  const milli = (value: number): Decimal => toDecimal(exact(BigInt(value), 1_000n));
  const component = record({
    price: cents,
    stepSize: constantFrom(0, 1, 60, 500, 900),
    percent: constantFrom('7.7', '19', '21', '25.5'),
  });

  function tariffOf(
    parts: readonly { price: Decimal; stepSize: number; percent: string }[],
    more: { stepSize?: number } = {},
  ) {
    const dimensions = ['ENERGY', 'TIME', 'PARKING_TIME', 'FLAT'] as const;
    const components = parts.map(({ price, stepSize, percent }, index) => ({
      dimension: dimensions[index % 4] ?? 'FLAT',
      price,
      tax: vat(percent),
      stepSize,
      ...more,
    }));
    return tariff([{ components }]);
  }

  test('the parts sum to the total, with tax and without', () => {
    assert(
      property(
        array(component, { minLength: 1, maxLength: 4 }),
        array(wattHours, { minLength: 1 }),
        (parts, energies) => {
          const session = priced(
            [tariffOf(parts)],
            ...energies.map((wh) => ({ ENERGY: milli(wh), TIME: '0.25' })),
          );
          expect(
            compare(
              known(session.parts.map((part) => part.exclTax)),
              session.totalExclTax ?? exact(-1n),
            ),
          ).toBe(0);
          const incl = session.parts.map((part) => part.inclTax ?? exact(0n));
          expect(compare(sum(incl), session.totalInclTax ?? exact(-1n))).toBe(0);
          for (const part of session.parts)
            expect(compare(part.billed, part.measured)).toBeGreaterThanOrEqual(0);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('splitting a period where no price changes changes nothing', () => {
    assert(
      property(
        array(component, { minLength: 1, maxLength: 4 }),
        wattHours,
        wattHours,
        (parts, first, second) => {
          const [energy] = parts;
          if (!energy) return;
          const basis = [tariffOf([energy])];
          const split = priced(basis, { ENERGY: milli(first) }, { ENERGY: milli(second) });
          const whole = priced(basis, { ENERGY: milli(first + second) });
          expect(compare(split.totalExclTax ?? exact(-1n), whole.totalExclTax ?? exact(-2n))).toBe(
            0,
          );
          expect(split.parts).toHaveLength(1);
        },
      ),
      { numRuns: 200 },
    );
  });
});
