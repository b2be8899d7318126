import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decimal, type Tariff } from '@peregrine/domain';
import { describe, expect, test } from 'vitest';
import { DEFAULT_POLICY, type PricingPolicy } from './policy.ts';
import { priceSession } from './price-session.ts';
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
  totals,
} from './tariff.fixture.ts';
import type { PriceSessionInput } from './types.ts';

/** A Monday at 10:00 in Berlin. */
const MONDAY = '2026-03-02T09:00:00Z';
const none = { kind: 'none' } as const;

type Case = {
  readonly basis: Tariff | readonly Tariff[];
  readonly stays: readonly Stay[];
  readonly startedAt?: string;
  readonly more?: Partial<PriceSessionInput>;
};

function inputOf({ basis, stays, startedAt, more }: Case): PriceSessionInput {
  return { tariffs: [basis].flat(), ...session(startedAt ?? MONDAY, stays), ...more };
}

/** The net total under a switch, or why there is none. */
function net(drawn: Case, policy: Partial<PricingPolicy>): string {
  const result = priceSession({ ...inputOf(drawn), policy });
  if (result.kind === 'unpriceable') return result.reason;
  return totals(result.result)[0] ?? 'unknown';
}

const time = (price: string, step = 1) => component('TIME', price, { tax: none, step });
const parking = (price: string, step = 1) => component('PARKING_TIME', price, { tax: none, step });
const energy = (price: string, step = 1) => component('ENERGY', price, { tax: none, step });
const flat = (price: string) => component('FLAT', price, { tax: none });
const stay = (minutes: number, volumes: Record<string, string>, tariffId?: string): Stay => ({
  minutes,
  volumes,
  ...(tariffId !== undefined && { tariffId }),
});
const plain = (...components: Parameters<typeof element>[0]) => tariff([element(components)]);
const reserved = stay(30, { RESERVATION_TIME: '0.5' });

/** What each value of a switch makes of one case; the first is the default. */
const ROWS: {
  readonly [Key in keyof PricingPolicy]: {
    readonly drawn: Case;
    readonly totals: Readonly<Record<PricingPolicy[Key], string>>;
  };
} = {
  timeStep: {
    drawn: {
      basis: plain(time('6', 600), parking('6', 600)),
      stays: [stay(5, { PARKING_TIME: '0.0833' }), stay(12, { TIME: '0.2' })],
    },
    // 5 parked and then 12 charged minutes, in steps of 10: 10 + 12, 5 + 20, 10 + 20 are billed.
    totals: { 'parking-first': '2.2', 'last-priced': '2.5', each: '3' },
  },
  stepSize: {
    drawn: {
      basis: tariff([
        element([time('6', 600)], { maxDurationSeconds: 300 }),
        element([time('12', 600)]),
      ]),
      stays: [stay(5, { TIME: '0.0833' }), stay(12, { TIME: '0.2' })],
    },
    // 5 + 12 minutes: 5 + 15, 10 + 20, 5 + 12 are billed.
    totals: { 'once-a-session': '3.5', 'each-component': '5', off: '2.9' },
  },
  exactMultiple: {
    drawn: { basis: plain(time('6', 600)), stays: [stay(20, { TIME: '0.3333' })] },
    totals: { stays: '2', next: '3' },
  },
  zeroStep: {
    drawn: { basis: plain(energy('1000', 0)), stays: [stay(20, { ENERGY: '1.0004' })] },
    totals: { none: '1000.4', one: '1001' },
  },
  equalTimes: {
    drawn: {
      basis: tariff([
        element([energy('1')], { startTime: '08:00', endTime: '08:00' }),
        element([energy('2')]),
      ]),
      stays: [stay(60, { ENERGY: '1' })],
    },
    totals: { 'whole-day': '1', never: '2' },
  },
  spanningPeriod: {
    drawn: {
      basis: tariff([element([energy('1')], { endTime: '10:30' }), element([energy('2')])]),
      stays: [stay(60, { ENERGY: '1' })],
    },
    totals: { 'price-at-start': '1', refuse: 'ambiguous-period' },
  },
  flowReading: {
    drawn: {
      basis: tariff([
        element([energy('1')], { minPowerKw: decimal('11'), maxPowerKw: decimal('22') }),
        element([energy('2')], { minPowerKw: decimal('22') }),
        element([energy('4')], { maxPowerKw: decimal('11') }),
        element([energy('8')]),
      ]),
      stays: [stay(60, { ENERGY: '1', MIN_POWER: '5', MAX_POWER: '50' })],
    },
    totals: { 'own-bound': '8', highest: '2', lowest: '4' },
  },
  unreportedFlow: {
    drawn: {
      basis: tariff([
        element([energy('1')], { minPowerKw: decimal('11') }),
        element([energy('2')]),
      ]),
      stays: [stay(60, { ENERGY: '1' })],
    },
    totals: { refuse: 'missing-measurement', 'no-match': '2' },
  },
  returnedEnergy: {
    drawn: {
      basis: plain(energy('1')),
      stays: [stay(60, { ENERGY: '5' }), stay(60, { ENERGY: '-2' })],
    },
    totals: { pays: '3', free: '5' },
  },
  flat: {
    drawn: {
      basis: tariff([element([flat('1')], { endTime: '10:30' }), element([flat('2')])]),
      stays: [stay(30, { ENERGY: '1' }), stay(30, { ENERGY: '1' })],
    },
    totals: { 'once-an-element': '3', 'once-a-session': '1' },
  },
  emptySession: {
    drawn: { basis: plain(flat('1'), energy('1')), stays: [stay(1, { ENERGY: '0' })] },
    totals: { 'flat-due': '1', free: '0' },
  },
  hours: {
    drawn: { basis: plain(time('6', 600)), stays: [stay(10, { TIME: '0.16667' })] },
    totals: { snapped: '1', 'as-sent': '2' },
  },
  unnamedTariff: {
    drawn: { basis: plain(energy('1')), stays: [stay(60, { ENERGY: '1' })] },
    totals: { 'tariff-at-start': '1', free: '0' },
  },
  otherTariff: {
    drawn: { basis: plain(energy('1')), stays: [stay(60, { ENERGY: '1' }, 'theirs')] },
    totals: { 'sole-tariff': '1', refuse: 'no-tariff' },
  },
  duration: {
    // 01:30 to 03:30 on the wall is one hour, on the night when 02:00 to 03:00 is left out.
    drawn: {
      basis: tariff([
        element([energy('1')], { maxDurationSeconds: 5_400 }),
        element([energy('2')]),
      ]),
      startedAt: '2026-03-29T00:30:00Z',
      stays: [stay(60, {}), stay(10, { ENERGY: '1' })],
    },
    totals: { elapsed: '1', 'wall-clock': '2' },
  },
  durationFrom: {
    drawn: {
      basis: tariff([
        element([energy('1')], { maxDurationSeconds: 1_800 }),
        element([energy('2')]),
      ]),
      stays: [reserved, stay(20, { ENERGY: '1' })],
    },
    totals: { charging: '1', record: '2' },
  },
  expiryFlat: {
    drawn: {
      basis: tariff([
        element([flat('4')], { reservation: 'RESERVATION_EXPIRES' }),
        element([flat('2')], { reservation: 'RESERVATION' }),
      ]),
      stays: [reserved],
      more: { reservationExpired: true },
    },
    totals: { adds: '6', replaces: '4' },
  },
  untoldExpiry: {
    drawn: {
      basis: tariff([element([flat('4')], { reservation: 'RESERVATION_EXPIRES' })]),
      stays: [reserved],
    },
    totals: { expired: '4', 'not-expired': '0' },
  },
  repeatedDimension: {
    drawn: {
      basis: plain(energy('1')),
      stays: [],
      more: {
        periods: [
          {
            startedAt: at(MONDAY),
            dimensions: [
              { type: 'ENERGY', volume: decimal('1') },
              { type: 'ENERGY', volume: decimal('2.5') },
            ],
          },
        ],
      },
    },
    totals: { first: '1', sum: '3.5' },
  },
  elementChoice: {
    drawn: {
      basis: tariff([element([flat('1')]), element([energy('2')])], {
        elementChoice: 'whole-element',
      }),
      stays: [stay(60, { ENERGY: '1' })],
    },
    totals: { 'of-version': '1', 'whole-element': '1', 'per-dimension': '3' },
  },
  limits: {
    drawn: {
      basis: [
        tariff([element([energy('1')])], { tariffId: 'A', minPrice: { exclTax: decimal('5') } }),
        tariff([element([energy('1')])], { tariffId: 'B', minPrice: { exclTax: decimal('4') } }),
      ],
      stays: [stay(30, { ENERGY: '1' }, 'A'), stay(30, { ENERGY: '2' }, 'B')],
    },
    totals: { session: '5', 'each-tariff': '9' },
  },
  crossedLimits: {
    drawn: {
      basis: tariff([element([energy('1')])], {
        minPrice: { exclTax: decimal('5') },
        maxPrice: { exclTax: decimal('4') },
      }),
      stays: [stay(60, { ENERGY: '1' })],
    },
    totals: { maximum: '4', minimum: '5' },
  },
  // These two change what is known after tax; their own tests are below.
  taxAtLimit: {
    drawn: { basis: plain(energy('1')), stays: [stay(60, { ENERGY: '1' })] },
    totals: { 'in-proportion': '1', unknown: '1' },
  },
  taxNotApplicable: {
    drawn: { basis: plain(energy('1')), stays: [stay(60, { ENERGY: '1' })] },
    totals: { 'no-tax': '1', rate: '1' },
  },
};

describe('where the specification is silent, a switch decides', () => {
  for (const [name, { drawn, totals: expected }] of Object.entries(ROWS)) {
    test(name, () => {
      const values = Object.entries(expected);
      const found = values.map(([value]) => [value, net(drawn, { [name]: value })]);
      expect(Object.fromEntries(found)).toEqual(expected);
      const standing = DEFAULT_POLICY[name as keyof PricingPolicy];
      expect(net(drawn, {})).toBe(expected[standing as keyof typeof expected]);
    });
  }

  const taxed = tariff([element([component('ENERGY', '1', { vat: '20' })])], {
    minPrice: { exclTax: decimal('5') },
  });
  const gross = (basis: Tariff, policy: Partial<PricingPolicy>) =>
    totals(priced({ ...inputOf({ basis, stays: [stay(60, { ENERGY: '1' })] }), policy }))[1];

  test('taxAtLimit, after tax', () => {
    expect(gross(taxed, { taxAtLimit: 'in-proportion' })).toBe('6');
    expect(gross(taxed, { taxAtLimit: 'unknown' })).toBeUndefined();
  });

  test('taxNotApplicable, after tax', () => {
    const basis = tariff([element([component('ENERGY', '1', { vat: '20' })])], {
      taxIncluded: 'not-applicable',
    });
    expect(gross(basis, { taxNotApplicable: 'no-tax' })).toBe('1');
    expect(gross(basis, { taxNotApplicable: 'rate' })).toBe('1.2');
    const result = priced(inputOf({ basis, stays: [stay(60, { ENERGY: '1' })] }));
    expect(noteCodes(result)).toEqual(['tax-not-applicable']);
  });

  test('each has its row in the README, with its default first', () => {
    const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
    for (const [name, value] of Object.entries(DEFAULT_POLICY)) {
      expect(readme).toMatch(new RegExp(`\\| \`${name}\` \\| \\*\\*${value}\\*\\*`));
    }
  });

  test('a policy that is used again keeps its compiled tariffs, and its result', () => {
    const policy = { stepSize: 'off' } as const;
    const input = { ...inputOf(ROWS.stepSize.drawn), policy };
    expect(lines(priced(input))).toEqual(lines(priced(input)));
  });
});
