import {
  type DriverPlan,
  decimal,
  exact,
  moneyOf,
  type Tariff,
  type TariffElement,
  toDecimal,
} from '@peregrine/domain';
import { assert, constantFrom, integer, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { at, DE, go, lowland, NL, tempelhof } from '../fixed-charges.fixture.ts';
import { type DriverQuote, type QuoteDriverInput, quoteDriver } from './quote-driver.ts';
import { rateCharge } from './rate-charge.ts';

const input: QuoteDriverInput = {
  tariff: lowland,
  plan: go,
  site: 'partner',
  vatPercent: NL,
  charge: { energyKwh: decimal('20') },
  connector: { maxPowerKw: decimal('60') },
  at: at('2026-03-01T10:00:00Z'),
  timeZone: 'Europe/Amsterdam',
};

function quoted(more: Partial<QuoteDriverInput> = {}): DriverQuote {
  const quote = quoteDriver({ ...input, ...more });
  if (quote.kind !== 'quoted') throw new Error(quote.detail);
  return quote;
}

const eur = (amount: string) => ({ amount, currency: 'EUR' });
const minor = (money: { amount: string; currency: string }) => moneyOf(money).minor;

describe('what a charge will cost a driver', () => {
  test('is told with what the operator takes and what we take, component by component', () => {
    expect(quoted()).toMatchObject({
      expected: { total: eur('12.28') },
      low: eur('12.28'),
      high: eur('12.28'),
      operator: eur('11.31'),
      ours: eur('0.97'),
      components: [
        { dimension: 'ENERGY', total: eur('11.86'), operator: eur('10.89'), ours: eur('0.97') },
        { dimension: 'FLAT', total: eur('0.42'), operator: eur('0.42'), ours: eur('0.00') },
      ],
      dependsOn: [],
    });
  });

  test('is a range where it depends, with what it depends on', () => {
    const quote = quoted({ tariff: tempelhof, site: 'own', vatPercent: DE });
    expect(quote).toMatchObject({
      low: eur('9.52'),
      expected: { total: eur('9.52') },
      // A quarter of an hour more than expected, at 3.57 an hour.
      high: eur('10.41'),
      dependsOn: ['stay'],
    });
  });

  test.each([
    ['unknown', 'no-tariff', { tariff: undefined }],
    ['unknown', 'unknown-vat', { vatPercent: undefined }],
    ['unknown', 'currency', { tariff: { ...lowland, currency: 'CHF' } }],
    ['unquotable', 'no-energy', { charge: { energyKwh: decimal('0') } }],
  ] as const)('or why it is not known: %s, %s', (kind, reason, more) => {
    expect(quoteDriver({ ...input, ...more })).toMatchObject({ kind, reason });
  });
});

describe('for any price, plan and charge', () => {
  const business: DriverPlan = { ...go, audience: 'business' };
  const cents = integer({ min: 1, max: 999 }).map((it) => toDecimal(exact(BigInt(it), 1_000n)));
  const tiers = (energy: typeof NL, time: typeof NL): Tariff => {
    const component = { tax: { kind: 'none' }, stepSize: 1 } as const;
    const dear: TariffElement = {
      components: [{ ...component, dimension: 'ENERGY', price: energy }],
      restrictions: { startTime: '11:05', maxKwh: decimal('11.7') },
    };
    const all: TariffElement = {
      components: [
        { ...component, dimension: 'ENERGY', price: time },
        { ...component, dimension: 'TIME', price: time },
        { ...component, dimension: 'PARKING_TIME', price: energy, stepSize: 900 },
      ],
    };
    return { ...lowland, elements: [dear, all] };
  };

  test('a session that happens as expected costs what was quoted, and that lies in the range', () => {
    assert(
      property(
        cents,
        cents,
        integer({ min: 1, max: 90_000 }),
        integer({ min: 0, max: 7_200 }),
        constantFrom(go, business),
        (energy, time, wattHours, staySeconds, plan) => {
          const tariff = tiers(energy, time);
          const charge = { energyKwh: toDecimal(exact(BigInt(wattHours), 1_000n)) };
          const quote = quoted({ tariff, plan, charge, staySeconds });
          const { periods, startedAt, endedAt } = quote.session;
          const rated = rateCharge({ ...input, tariff, plan, periods, startedAt, endedAt });
          expect(rated).toEqual(quote.expected);
          expect(minor(quote.low)).toBeLessThanOrEqual(minor(quote.expected.total));
          expect(minor(quote.expected.total)).toBeLessThanOrEqual(minor(quote.high));
          expect(minor(quote.operator) + minor(quote.ours)).toBe(minor(quote.expected.total));
          for (const { total, operator, ours } of quote.components) {
            expect(minor(operator) + minor(ours)).toBe(minor(total));
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});
