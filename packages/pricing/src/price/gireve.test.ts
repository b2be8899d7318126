import { decimal, type PriceComponent, type Rounding } from '@peregrine/domain';
import { describe, expect, test } from 'vitest';
import {
  component,
  element,
  lines,
  noteCodes,
  priced,
  type Stay,
  session,
  tariff,
  totals,
} from './tariff.fixture.ts';

/*
 * GIREVE's additions to OCPI 2.1.1, as its published documentation of the tariffs module has them.
 */
const round = (granularity: string, rule: Rounding['rule']): Rounding => ({
  granularity: decimal(granularity),
  rule,
});
const costs = (components: readonly PriceComponent[], stays: readonly Stay[]) =>
  priced({
    tariffs: [tariff([element(components)], { elementChoice: 'whole-element' })],
    ...session('2026-03-02T09:00:00Z', stays),
  });
const net = (...args: Parameters<typeof costs>) => totals(costs(...args))[0];

describe("GIREVE's tariffs", () => {
  test('SESSION_TIME is the time connected, charging or not, with a step of its own', () => {
    const result = costs(
      [component('SESSION_TIME', '6', { step: 600 })],
      [
        { minutes: 21, volumes: { TIME: '0.35', ENERGY: '4' } },
        { minutes: 7, volumes: { PARKING_TIME: '0.1167' } },
      ],
    );
    expect(lines(result)).toEqual(['SESSION_TIME 0.5 3 ?']);
  });

  test.each<[Rounding['rule'], string]>([
    ['up', '3'],
    ['down', '2'],
    ['near', '2'],
  ])('step_round %s rounds the steps of an element', (rule, expected) => {
    const stepped = component('TIME', '6', { step: 600, stepRound: round('1', rule) });
    expect(net([stepped], [{ minutes: 23, volumes: { TIME: '0.3833' } }])).toBe(expected);
  });

  test('step_round takes each element by itself, and its whole session', () => {
    const stepped = (price: string) =>
      component('TIME', price, { step: 600, stepRound: round('1', 'up') });
    const basis = tariff([
      element([stepped('6')], { maxDurationSeconds: 300 }),
      element([stepped('12')], { maxDurationSeconds: 900 }),
      element([stepped('6')]),
    ]);
    const time = (minutes: number, text: string): Stay => ({ minutes, volumes: { TIME: text } });
    const result = priced({
      tariffs: [basis],
      ...session('2026-03-02T09:00:00Z', [time(5, '0.0833'), time(10, '0.1667'), time(3, '0.05')]),
    });
    expect(lines(result)).toEqual(['TIME 0.1667 1 ?', 'TIME 0.1667 2 ?', 'TIME 0.1667 1 ?']);
  });

  test.each<[string, Rounding['rule'], string]>([
    ['1', 'up', '2'],
    ['1', 'down', '1'],
    ['0.1', 'near', '1.3'],
    ['0.01', 'near', '1.26'],
    ['0.01', 'down', '1.25'],
    ['0.001', 'near', '1.255'],
  ])("price_round to %s, %s, rounds an element's amount", (granularity, rule, expected) => {
    const rounded = component('ENERGY', '0.251', { priceRound: round(granularity, rule) });
    expect(net([rounded], [{ minutes: 30, volumes: { ENERGY: '5' } }])).toBe(expected);
  });

  test('the reason of a rounded amount tells the rounding', () => {
    const priceRound = round('0.01', 'near');
    const result = costs(
      [component('ENERGY', '0.251', { priceRound })],
      [{ minutes: 30, volumes: { ENERGY: '5' } }],
    );
    expect(result.parts[0]?.because.priceRound).toEqual(priceRound);
  });

  test('a component that GIREVE could not map exactly is noted', () => {
    const result = costs(
      [component('ENERGY', '1', { approximate: true })],
      [{ minutes: 30, volumes: { ENERGY: '5' } }],
    );
    expect(noteCodes(result)).toEqual(['approximate-component']);
  });
});
