import { decimal, type Tariff } from '@peregrine/domain';
import { describe, expect, test } from 'vitest';
import {
  at,
  component,
  element,
  lines,
  noteCodes,
  priced,
  type Stay,
  session,
  tariff,
} from './tariff.fixture.ts';
import { PRICING_NOTE_CODES, type PriceSessionInput, type PricingNoteCode } from './types.ts';

const none = { kind: 'none' } as const;
const energy = component('ENERGY', '1', { tax: none });
const plain = tariff([element([energy, component('TIME', '1', { tax: none })])]);
const kwh = (volume: string, more: Record<string, string> = {}): Stay => ({
  minutes: 30,
  volumes: { ENERGY: volume, ...more },
});

type Case = {
  readonly basis?: Tariff;
  readonly stays?: readonly Stay[];
  readonly more?: Partial<PriceSessionInput>;
};

const START = '2026-03-02T09:00:00Z';
const limited = (least: string, most: string) =>
  tariff([element([energy])], {
    minPrice: { exclTax: decimal(least) },
    maxPrice: { exclTax: decimal(most) },
  });

/** A session that earns each note, and nothing else. */
const CASES: Readonly<Record<PricingNoteCode, Case>> = {
  'hours-read-as-seconds': { stays: [{ minutes: 10, volumes: { TIME: '0.1667' } }] },
  'energy-finer-than-mwh': { stays: [kwh('1.2345678')] },
  'periods-out-of-order': {
    more: { periods: [...session(START, [kwh('1'), kwh('2')]).periods].reverse() },
  },
  'period-outside-session': { more: { startedAt: at('2026-03-02T09:10:00Z') } },
  'period-spans-price-change': {
    basis: tariff([element([energy], { endTime: '10:15' }), element([energy])]),
  },
  'flow-spans-bound': {
    basis: tariff([element([energy], { maxPowerKw: decimal('16') }), element([energy])]),
    stays: [kwh('1', { MIN_POWER: '10', MAX_POWER: '22' })],
  },
  'negative-energy': { stays: [kwh('-1')] },
  'repeated-dimension': {
    more: {
      periods: [
        {
          startedAt: at(START),
          dimensions: [
            { type: 'ENERGY', volume: decimal('1') },
            { type: 'ENERGY', volume: decimal('2') },
          ],
        },
      ],
    },
  },
  'approximate-component': { basis: tariff([element([{ ...energy, approximate: true }])]) },
  'tariff-not-in-force': {
    basis: tariff([element([energy])], { endsAt: at('2026-03-01T00:00:00Z') }),
  },
  'tax-not-applicable': {
    basis: tariff([element([component('ENERGY', '1', { vat: '20' })])], {
      taxIncluded: 'not-applicable',
    }),
  },
  'time-zone-assumed': { more: { timeZoneAssumed: true } },
  'reservation-expiry-assumed': {
    basis: tariff([element([component('FLAT', '4')], { reservation: 'RESERVATION_EXPIRES' })]),
    stays: [{ minutes: 30, volumes: { RESERVATION_TIME: '0.5' } }],
  },
  'clamped-to-minimum': { basis: limited('5', '10') },
  'clamped-to-maximum': { basis: limited('0', '0.5') },
};

describe('a session is noted', () => {
  for (const code of PRICING_NOTE_CODES) {
    test(code, () => {
      const { basis, stays, more } = CASES[code];
      const input = session(START, stays ?? [kwh('1')]);
      const result = priced({ tariffs: [basis ?? plain], ...input, ...more });
      expect(noteCodes(result)).toEqual([code]);
    });
  }

  test('not at all when there is nothing to say', () => {
    expect(priced({ tariffs: [plain], ...session(START, [kwh('1')]) }).notes).toEqual([]);
  });
});

test('energy that flows back pays at the price of its element, and is never rounded up', () => {
  const basis = tariff([element([component('ENERGY', '1', { tax: none, step: 1_000 })])]);
  const costs = (...stays: readonly Stay[]) =>
    lines(priced({ tariffs: [basis], ...session(START, stays) }));
  expect(costs(kwh('-1.5'))).toEqual(['ENERGY -1.5 -1.5 -1.5']);
  // 5 there and 1.5 back make 3.5, billed as 4.
  expect(costs(kwh('5'), kwh('-1.5'))).toEqual(['ENERGY 4 4 4']);
});
