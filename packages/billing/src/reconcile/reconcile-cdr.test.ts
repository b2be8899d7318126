import { type Cdr, decimal, type Tariff } from '@peregrine/domain';
import { describe, expect, test } from 'vitest';
import { at, cdr, lowland, period, price } from '../fixed-charges.fixture.ts';
import { reconcileCdr } from './reconcile-cdr.ts';

function reconcile(changes: Partial<Cdr>, tariff: Tariff | 'none' = lowland) {
  return reconcileCdr({
    cdr: cdr(changes),
    tariff: tariff === 'none' ? undefined : tariff,
    timeZone: 'Europe/Amsterdam',
    maxPowerW: 22_000,
  });
}

const codes = (result: ReturnType<typeof reconcile>) => [
  ...new Set(result.findings.map((finding) => finding.code)),
];

describe('each rule is tripped by one claim, and not by one that just passes', () => {
  test.each<[string, string, Partial<Cdr>, Partial<Cdr>]>([
    [
      'R06',
      'held',
      { endedAt: at('2026-03-01T09:59:59Z') },
      { endedAt: at('2026-03-01T11:00:00Z') },
    ],
    ['R08', 'held', { totalEnergyKwh: decimal('20.3') }, { totalEnergyKwh: decimal('20.001') }],
    ['R08', 'tolerated', { totalTimeHours: decimal('1.1') }, { totalTimeHours: decimal('1.001') }],
    ['R09', 'disputed', { totalCost: price('9.37') }, { totalCost: price('9.354') }],
    ['R09', 'tolerated', { totalCost: price('9.36') }, { totalCost: price('9.35') }],
    ['R09', 'tolerated', { totalCost: price('9.20') }, { totalCost: price('9.345') }],
    [
      'R15',
      'accepted',
      { totalCost: price('9.35', '11.40') },
      { totalCost: price('9.35', '11.31') },
    ],
    ['R15', 'accepted', { totalCost: price('9.35', '9.00') }, { totalCost: price('9.35') }],
    [
      'R17',
      'tolerated',
      { totalEnergyCost: price('9.00'), totalFixedCost: price('0.30') },
      { totalEnergyCost: price('9.00'), totalFixedCost: price('0.35') },
    ],
    ['R16', 'disputed', { currency: 'CHF' }, { currency: 'EUR' }],
    [
      'R07',
      'tolerated',
      {
        periods: [
          period('2026-03-01T10:30:00Z', { ENERGY: '10' }),
          period('2026-03-01T10:00:00Z', { ENERGY: '10' }),
        ],
      },
      {
        periods: [
          period('2026-03-01T10:00:00Z', { ENERGY: '10' }),
          period('2026-03-01T10:30:00Z', { ENERGY: '10' }),
        ],
      },
    ],
    [
      'R18',
      'held',
      { endedAt: at('2026-03-01T10:45:00Z'), totalTimeHours: decimal('0.75') },
      { endedAt: at('2026-03-01T10:50:00Z'), totalTimeHours: decimal('0.8333') },
    ],
    [
      'R18',
      'held',
      { totalEnergyKwh: decimal('0'), periods: [period('2026-03-01T10:00:00Z', { TIME: '1' })] },
      {
        totalEnergyKwh: decimal('0'),
        periods: [period('2026-03-01T10:00:00Z', { TIME: '1' })],
        totalCost: price('0'),
      },
    ],
  ])('%s, %s', (code, state, trips, passes) => {
    const tripped = reconcile(trips);
    expect(codes(tripped)).toContain(code);
    expect(tripped.state).toBe(state);
    expect(codes(reconcile(passes))).not.toContain(code);
  });
});

describe('a claim whose tariff we do not hold', () => {
  test('is held, not priced at 0', () => {
    const result = reconcile({}, 'none');
    expect(result).toMatchObject({ state: 'held', quantitiesPlausible: true });
    expect(codes(result)).toEqual(['R13']);
    expect(result.computedExclTax).toBeUndefined();
    expect(result.acceptedExclTax).toBeUndefined();
    expect(result.computation.comparison).toEqual([
      expect.not.objectContaining({ computed: expect.anything() }),
    ]);
  });

  test('and one with another tariff inside is told so, but checked against ours', () => {
    const [element] = lowland.elements;
    const dearer: Tariff = {
      ...lowland,
      elements: [
        {
          components: (element?.components ?? []).map((it) => ({ ...it, price: decimal('0.55') })),
        },
      ],
    };
    const result = reconcile({ tariffs: [dearer] });
    expect(codes(result)).toEqual(['R13']);
    expect(result.state).toBe('tolerated');
    expect(codes(reconcile({ tariffs: [lowland] }))).toEqual([]);
  });
});

describe('a session that ends days after its record came', () => {
  const check = (receivedAt: string) =>
    reconcileCdr({ cdr: cdr({}), tariff: lowland, timeZone: 'UTC', receivedAt: at(receivedAt) });

  test('is held: its clock is wrong', () => {
    expect(check('2026-02-01T00:00:00Z')).toMatchObject({
      state: 'held',
      quantitiesPlausible: false,
    });
    expect(check('2026-02-28T23:00:00Z').state).toBe('accepted');
  });
});

describe('a claim in another currency than the tariff', () => {
  test('is disputed, and nothing of it is acknowledged', () => {
    const result = reconcile({ currency: 'USD' });
    expect(result.state).toBe('disputed');
    expect(result.acceptedExclTax).toBeUndefined();
  });
});

describe('quantities in doubt', () => {
  test('hold the receipt; a price in doubt does not', () => {
    expect(reconcile({ totalEnergyKwh: decimal('30') }).quantitiesPlausible).toBe(false);
    expect(reconcile({ totalCost: price('99') }).quantitiesPlausible).toBe(true);
  });
});

describe('a tolerance that was agreed', () => {
  test('is kept', () => {
    const claim = cdr({ totalCost: price('9.45') });
    const check = (toleranceMinor: bigint) =>
      reconcileCdr({ cdr: claim, tariff: lowland, timeZone: 'UTC', toleranceMinor }).state;
    expect(check(9n)).toBe('disputed');
    expect(check(10n)).toBe('tolerated');
  });
});
