import {
  type DriverPlan,
  decimal,
  exact,
  moneyOf,
  type Tariff,
  toDecimal,
} from '@peregrine/domain';
import { assert, constantFrom, integer, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { at, go, lowland, NL, period } from '../fixed-charges.fixture.ts';
import { rateCharge } from './rate-charge.ts';
import { showPrice } from './show-price.ts';

const business: DriverPlan = { ...go, audience: 'business' };
const [element] = lowland.elements;
const withPrice = (price: string, percent: string): Tariff => ({
  ...lowland,
  elements: [
    {
      components: (element?.components ?? []).map((component) => ({
        ...component,
        price: decimal(price),
        tax: { kind: 'rate', percent: decimal(percent) },
      })),
    },
  ],
});

function rate(kwh: string, more: Partial<Parameters<typeof rateCharge>[0]> = {}) {
  return rateCharge({
    tariff: lowland,
    plan: go,
    site: 'partner',
    vatPercent: NL,
    periods: [period('2026-03-01T10:00:00Z', { ENERGY: kwh })],
    startedAt: at('2026-03-01T10:00:00Z'),
    endedAt: at('2026-03-01T11:00:00Z'),
    timeZone: 'Europe/Amsterdam',
    ...more,
  });
}

describe('what the driver pays', () => {
  test('is the sum of its lines, its VAT that of the sum, for any price and energy', () => {
    assert(
      property(
        integer({ min: 1, max: 99_999 }),
        integer({ min: 0, max: 20_000 }),
        constantFrom('7.7', '8.1', '19', '21', '25.5', '27'),
        constantFrom(go, business),
        (wattHours, price, percent, plan) => {
          const tariff = withPrice(toDecimal(exact(BigInt(price), 10_000n)), percent);
          const rated = rate(toDecimal(exact(BigInt(wattHours), 1_000n)), {
            tariff,
            plan,
            vatPercent: decimal(percent),
          });
          if (rated.kind !== 'rated') throw new Error(rated.detail);
          const lines = rated.lines.reduce((sum, line) => sum + moneyOf(line.total).minor, 0n);
          const [vat] = rated.vat;
          if (!vat) throw new Error('no VAT line');
          const { net, vat: tax, gross } = vat;
          expect(moneyOf(net).minor + moneyOf(tax).minor).toBe(moneyOf(gross).minor);
          expect(rated.total).toEqual(gross);
          expect(lines).toBe(moneyOf(plan === go ? gross : net).minor);
        },
      ),
    );
  });

  test('shows each line at the unit price that was shown before the start', () => {
    const shown = showPrice({ tariff: lowland, plan: go, site: 'partner', vatPercent: NL });
    const rated = rate('3.333');
    if (shown.kind !== 'known' || rated.kind !== 'rated') throw new Error('no price');
    expect(rated.lines.map((line) => line.unitPrice)).toEqual(
      shown.components.map((component) => component.allIn),
    );
  });

  test('rounds a business net first', () => {
    const rated = rate('20', { plan: business });
    expect(rated).toMatchObject({
      rounding: 'net-first',
      lines: [
        { unitPrice: '0.49', total: { amount: '9.80' } },
        { unitPrice: '0.35', total: { amount: '0.35' } },
      ],
      vat: [{ net: { amount: '10.15' }, vat: { amount: '2.13' }, gross: { amount: '12.28' } }],
      total: { amount: '12.28' },
    });
  });

  test('still carries our fee on energy that the operator gives away', () => {
    const parkingOnly: Tariff = {
      ...lowland,
      elements: [
        {
          components: [
            { dimension: 'FLAT', price: decimal('1'), tax: { kind: 'none' }, stepSize: 0 },
          ],
        },
      ],
    };
    expect(rate('10', { tariff: parkingOnly })).toMatchObject({
      lines: [
        { dimension: 'ENERGY', quantity: '10', unitPrice: '0.0484', total: { amount: '0.48' } },
        { dimension: 'FLAT', unitPrice: '1.21' },
      ],
    });
  });

  test('has no line for a start that costs nothing, before and after', () => {
    const [energy, flat] = element?.components ?? [];
    if (!energy || !flat) throw new Error('the fixture has changed');
    const components = [energy, { ...flat, price: decimal('0') }];
    const tariff: Tariff = { ...lowland, elements: [{ components }] };
    const only = (lines: readonly { dimension: string }[]) => lines.map((it) => it.dimension);
    const shown = showPrice({ tariff, plan: go, site: 'partner', vatPercent: NL });
    const rated = rate('20', { tariff });
    if (shown.kind !== 'known' || rated.kind !== 'rated') throw new Error('no price');
    expect(only(shown.components)).toEqual(['ENERGY']);
    expect(only(rated.lines)).toEqual(['ENERGY']);
  });

  test('does not depend on a tax that the operator leaves unknown', () => {
    const untaxed = (tariff: Tariff): Tariff => ({
      ...tariff,
      elements: tariff.elements.map((it) => ({
        components: it.components.map((component) => ({ ...component, tax: { kind: 'unknown' } })),
      })),
    });
    expect(rate('20', { tariff: untaxed(lowland) })).toEqual(rate('20'));
  });
});

describe('why the driver pays it', () => {
  test('is told line by line: the parts billed, what the operator takes and what we take', () => {
    const rated = rate('20');
    if (rated.kind !== 'rated') throw new Error(rated.detail);
    const { session, lines } = rated.because;
    expect(lines).toEqual([
      { parts: [0], operator: '0.5445', ours: '0.0484' },
      { parts: [1], operator: '0.4235', ours: '0' },
    ]);
    expect(session.parts.map((part) => [part.dimension, part.billed, part.exclTax])).toEqual([
      ['ENERGY', '20', '9'],
      ['FLAT', '1', '0.35'],
    ]);
  });

  test("carries the tariff's conditions and nothing of the operator's tax", () => {
    const restrictions = { startTime: '09:00' };
    const elements = lowland.elements.map((it) => ({ ...it, restrictions }));
    const rated = rate('20', { tariff: { ...lowland, elements } });
    if (rated.kind !== 'rated') throw new Error(rated.detail);
    const { session, tariff } = rated.because;
    expect(tariff).toEqual({ tariffId: 'LOW-STD', elements: [{ restrictions }] });
    expect(session).not.toHaveProperty('totalInclTax');
    for (const part of session.parts) {
      expect(part).not.toHaveProperty('taxPercent');
      expect(part).not.toHaveProperty('inclTax');
    }
  });
});

describe('no price is better than a wrong one', () => {
  const limited: Tariff = { ...lowland, maxPrice: { exclTax: decimal('2') } };

  test.each([
    ['no-tariff', { tariff: undefined }],
    ['unknown-vat', { vatPercent: undefined }],
    ['currency', { tariff: { ...lowland, currency: 'CHF' } }],
    ['unsupported-tariff', { tariff: limited }],
  ] as const)('%s', (reason, more) => {
    expect(rate('20', more)).toMatchObject({ kind: 'unknown', reason });
  });

  test('a price limit that is not reached changes nothing, but cannot be shown as one price', () => {
    expect(rate('1', { tariff: limited })).toEqual(rate('1'));
    const shown = showPrice({ tariff: limited, plan: go, site: 'partner', vatPercent: NL });
    expect(shown).toMatchObject({ kind: 'unknown', reason: 'unsupported-tariff' });
  });

  test.each<[string, Partial<NonNullable<typeof element>['components'][number]> | undefined]>([
    ['a negative price', { price: decimal('-0.45') }],
    ['a step that no charge fills', { stepSize: 100_001 }],
    ['no component at all', undefined],
  ])('%s is not for a driver to pay, also where our own fee has one', (_, change) => {
    const components = (element?.components ?? []).map((it) => ({ ...it, ...change }));
    const tariff: Tariff = { ...lowland, elements: [{ components: change ? components : [] }] };
    const expected = { kind: 'unknown', reason: 'unsupported-tariff' };
    expect(showPrice({ tariff, plan: go, site: 'partner', vatPercent: NL })).toMatchObject(
      expected,
    );
    expect(rate('20', { tariff })).toMatchObject(expected);
  });

  test('a restriction that we do not know makes the price unknown', () => {
    const components = element?.components ?? [];
    const tariff: Tariff = {
      ...lowland,
      elements: [{ components, restrictions: { unknown: ['moon_phase'] } }],
    };
    const expected = { kind: 'unknown', reason: 'unsupported-tariff' };
    expect(showPrice({ tariff, plan: go, site: 'partner', vatPercent: NL })).toMatchObject(
      expected,
    );
    expect(rate('20', { tariff })).toMatchObject(expected);
  });

  test('prices that depend on the time cannot be shown as one price', () => {
    const night: Tariff = {
      ...lowland,
      elements: [{ components: element?.components ?? [], restrictions: { startTime: '22:00' } }],
    };
    const shown = showPrice({ tariff: night, plan: go, site: 'partner', vatPercent: NL });
    expect(shown).toMatchObject({ kind: 'unknown', reason: 'unsupported-tariff' });
  });
});
