import { type Cdr, decimal, type Tariff, toDecimal } from '@peregrine/domain';
import { type PricingPolicy, priceSession } from '@peregrine/pricing';
import { describe, expect, test } from 'vitest';
import { at, cdr, lowland, period, price } from '../fixed-charges.fixture.ts';
import { priced, reconcile } from './rules/rule-cases.fixture.ts';

const elements = (...all: Tariff['elements']): Tariff => ({ ...lowland, elements: all });
const energy = (net: string) => [priced('ENERGY', net)];
const withFlat = [priced('ENERGY', '0.3'), priced('FLAT', '0.5')];
const overFive = { minKwh: decimal('5') };
const flows = { ENERGY: '20', TIME: '1', MIN_POWER: '5', MAX_POWER: '20' };
const overTen = { minPowerKw: decimal('10') };
const underTen = { maxPowerKw: decimal('10') };
const afterAnHour = { minDurationSeconds: 3_600 };

/** Over the hour that the clock skips in Amsterdam: 01:30 to 03:30 on the wall, an hour in truth. */
const skipped: Partial<Cdr> = {
  startedAt: at('2026-03-29T00:30:00Z'),
  endedAt: at('2026-03-29T01:40:00Z'),
  periods: [
    period('2026-03-29T00:30:00Z', { ENERGY: '10' }),
    period('2026-03-29T01:10:00Z', { ENERGY: '10' }),
  ],
};
const twoFlats = elements(
  { components: withFlat, restrictions: { maxKwh: decimal('5') } },
  { components: [priced('FLAT', '0.7'), priced('TIME', '1')] },
);
const inTwo: Partial<Cdr> = {
  periods: [
    period('2026-03-01T10:00:00Z', { ENERGY: '5', TIME: '0.5' }),
    period('2026-03-01T10:30:00Z', { ENERGY: '15', TIME: '0.5' }),
  ],
};
const doubled: Partial<Cdr> = {
  periods: [
    {
      startedAt: at('2026-03-01T10:00:00Z'),
      dimensions: ['12', '8'].map((volume) => ({ type: 'ENERGY', volume: decimal(volume) })),
    },
  ],
};
const gaveBack: Partial<Cdr> = {
  periods: [
    period('2026-03-01T10:00:00Z', { ENERGY: '25' }),
    period('2026-03-01T10:30:00Z', { ENERGY: '-5' }),
  ],
};
const reserved: Partial<Cdr> = {
  periods: [
    period('2026-03-01T10:00:00Z', { RESERVATION_TIME: '0.5' }),
    period('2026-03-01T10:30:00Z', { ENERGY: '20', TIME: '0.5' }),
  ],
};

describe('a claim that another reading gives', () => {
  test.each<[string, Partial<PricingPolicy>, Tariff, Partial<Cdr>]>([
    [
      'the first element that matches prices everything',
      { elementChoice: 'whole-element' },
      elements({ components: energy('0.3') }, { components: [priced('TIME', '2')] }),
      {},
    ],
    [
      'each dimension takes its own element',
      { elementChoice: 'per-dimension' },
      {
        ...elements({ components: energy('0.3') }, { components: [priced('TIME', '2')] }),
        elementChoice: 'whole-element',
      },
      {},
    ],
    ['only one flat price is due', { flat: 'once-a-session' }, twoFlats, inTwo],
    [
      'the highest current or power decides',
      { flowReading: 'highest' },
      elements({ components: energy('0.6'), restrictions: overTen }, { components: energy('0.3') }),
      { periods: [period('2026-03-01T10:00:00Z', flows)] },
    ],
    [
      'the lowest current or power decides',
      { flowReading: 'lowest' },
      elements(
        { components: energy('0.3'), restrictions: underTen },
        { components: energy('0.6') },
      ),
      { periods: [period('2026-03-01T10:00:00Z', flows)] },
    ],
    [
      'a duration is the difference of the wall clock',
      { duration: 'wall-clock' },
      elements(
        { components: energy('0.6'), restrictions: afterAnHour },
        { components: energy('0.3') },
      ),
      skipped,
    ],
    [
      'a duration counts from the reservation',
      { durationFrom: 'record' },
      elements(
        { components: energy('0.6'), restrictions: { minDurationSeconds: 1_800 } },
        { components: energy('0.3') },
      ),
      reserved,
    ],
    [
      'energy that flowed back is free',
      { returnedEnergy: 'free' },
      elements({ components: energy('0.3') }),
      gaveBack,
    ],
    [
      'a dimension that is sent twice counts twice',
      { repeatedDimension: 'sum' },
      elements({ components: energy('0.3') }),
      doubled,
    ],
  ])('because %s is told so; any other claim is not', (name, policy, tariff, changes) => {
    const { periods, startedAt, endedAt } = cdr(changes);
    const timeZone = 'Europe/Amsterdam';
    const computed = priceSession({
      tariffs: [tariff],
      periods,
      startedAt,
      endedAt,
      timeZone,
      policy,
    });
    const total = computed.kind === 'priced' ? computed.result.totalExclTax : undefined;
    if (!total) throw new Error('this reading has no price');
    const readings = (net: string) =>
      reconcile({ tariff, cdr: { ...changes, totalCost: price(net) } }).findings.flatMap(
        ({ because }) => (because?.key === 'R09.other-reading' ? [because.values.reading] : []),
      );
    expect(readings(toDecimal(total))).toEqual([name]);
    expect(readings('77')).toEqual([]);
  });

  test('because each tariff has its own limits is told so', () => {
    const tariff = { ...elements({ components: energy('0.3') }), maxPrice: price('1') };
    const other = { ...elements({ components: energy('0.3') }), tariffId: 'OTHER' };
    const [first, second] = cdr(inTwo).periods;
    if (!first || !second) throw new Error('two periods');
    const periods = [
      { ...first, tariffId: 'LOW-STD' },
      { ...second, tariffId: 'OTHER' },
    ];
    const { findings } = reconcile({
      tariff,
      otherTariffs: [other],
      cdr: { periods, totalCost: price('5.5') },
    });
    expect(findings.map(({ because }) => because?.values.reading)).toContain(
      'each tariff has its own limits',
    );
  });

  test('is not told where energy alone crosses no bound', () => {
    const tariff = elements({ components: energy('0.3'), restrictions: overFive });
    const { findings } = reconcile({ tariff, cdr: { totalCost: price('99') } });
    expect(findings.map(({ because }) => because?.key)).not.toContain('R09.other-reading');
  });
});
