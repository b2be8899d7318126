import {
  type Cdr,
  type ChargingPeriod,
  compare,
  type Decimal,
  exactOf,
  type Instant,
  instantOf,
  scaledToDecimal,
  type Tariff,
  type TariffElement,
  type WirePrice,
} from '@peregrine/domain';
import {
  type Arbitrary,
  array,
  assert,
  bigInt,
  boolean,
  constant,
  constantFrom,
  date,
  integer,
  oneof,
  option,
  property,
  record,
  tuple,
} from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cdr, lowland } from '../fixed-charges.fixture.ts';
import { reconcileCdr } from './reconcile-cdr.ts';
import { agreement, kept } from './rules/rule-cases.fixture.ts';
import type { ReconcileCdrInput } from './types.ts';

const day = Date.parse('2026-03-29T00:00:00Z');

/** Within the day of a clock change, mostly; now and then at the edges of what a date can be. */
const instant: Arbitrary<Instant> = oneof(
  { weight: 9, arbitrary: integer({ min: 0, max: 86_400 }).map((s) => new Date(day + s * 1_000)) },
  {
    weight: 1,
    arbitrary: date({
      min: new Date('0001-01-02T00:00:00Z'),
      max: new Date('9999-12-30T00:00:00Z'),
      noInvalidDate: true,
    }),
  },
).map(instantOf);

const scaled = (most: bigint, decimals: number): Arbitrary<Decimal> =>
  bigInt({ min: -most, max: most }).map((value) => scaledToDecimal(value, decimals));
const small = scaled(100_000n, 4);
const amount = oneof(small, scaled(10n ** 25n, 6));

const price: Arbitrary<WirePrice> = tuple(amount, option(amount, { nil: undefined })).map(
  ([exclTax, inclTax]) => ({ exclTax, ...(inclTax !== undefined && { inclTax }) }),
);

const DIMENSIONS = [
  'ENERGY',
  'TIME',
  'PARKING_TIME',
  'RESERVATION_TIME',
  'MAX_CURRENT',
  'MIN_POWER',
  'STATE_OF_CHARGE',
  'HAPPINESS',
] as const;

const period: Arbitrary<ChargingPeriod> = record(
  {
    startedAt: instant,
    dimensions: array(record({ type: constantFrom(...DIMENSIONS), volume: small }), {
      maxLength: 4,
    }),
    tariffId: constantFrom('LOW-STD', 'X'),
  },
  { requiredKeys: ['startedAt', 'dimensions'] },
);

const element: Arbitrary<TariffElement> = record({
  components: array(
    record({
      dimension: constantFrom('ENERGY', 'TIME', 'PARKING_TIME', 'SESSION_TIME', 'FLAT'),
      price: small,
      tax: constantFrom({ kind: 'none' }, { kind: 'unknown' }),
      stepSize: constantFrom(0, 1, 60, 900),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  restrictions: oneof(
    constant({}),
    constant({ startTime: '01:30', endTime: '03:00' }),
    constant({ maxPowerKw: '11' as Decimal }),
    record({ minKwh: small }),
    record({ maxDurationSeconds: integer({ min: 0, max: 86_400 }) }),
  ),
});

const tariff: Arbitrary<Tariff> = record({
  elements: array(element, { maxLength: 3 }),
  taxIncluded: constantFrom('yes', 'no', 'not-applicable'),
  currency: constantFrom('EUR', 'EUR', 'JPY'),
  elementChoice: constantFrom('per-dimension', 'whole-element'),
  minPrice: record({ exclTax: small }),
  maxPrice: record({ exclTax: small }),
}).map((changes) => ({ ...lowland, ...changes }));

const someCdr: Arbitrary<Cdr> = record(
  {
    startedAt: instant,
    endedAt: instant,
    currency: constantFrom('EUR', 'EUR', 'JPY', 'XXX'),
    tariffs: array(tariff, { maxLength: 1 }),
    periods: array(period, { maxLength: 4 }),
    totalCost: price,
    totalEnergyKwh: amount,
    totalTimeHours: small,
    totalParkingTimeHours: small,
    totalEnergyCost: price,
    totalReservationCost: price,
    sessionId: constantFrom('S', 'T'),
    creditReferenceId: constant('O'),
    credit: boolean(),
    homeCharging: boolean(),
  },
  { requiredKeys: [] },
).map((changes) => cdr(changes));

/** Any CDR, honest or absurd, with any evidence or none. */
const anyInput: Arbitrary<ReconcileCdrInput> = tuple(
  record({
    cdr: someCdr,
    tariff: option(tariff, { nil: undefined }),
    timeZone: constantFrom('Europe/Amsterdam', 'UTC', 'Mars/Olympus'),
  }),
  record(
    {
      receivedAt: instant,
      maxPowerW: integer({ min: 0, max: 400_000 }),
      earlier: array(
        someCdr.map((it) => kept(it, { sameContent: false })),
        { maxLength: 2 },
      ),
      neighbours: array(
        someCdr.map((it) => kept(it)),
        { maxLength: 2 },
      ),
      session: constant(null),
      token: constant(null),
      agreement: constantFrom(agreement(), agreement({ priceBasis: { kind: 'hub-price' } })),
      zoneOrigin: constantFrom('assumed', 'country'),
      invoiceIds: constant(['A', 'B']),
      credit: constant({ original: kept({ cdrId: 'O' }), earlierCredits: [], mayStillCome: true }),
    },
    { requiredKeys: [] },
  ),
).map(([needed, evidence]) => ({ ...needed, ...evidence }));

describe('any CDR, however absurd', () => {
  test('is reconciled without a throw, to the same result each time, in plain JSON', () => {
    assert(
      property(anyInput, (input) => {
        const result = reconcileCdr(input);
        const text = JSON.stringify(result);
        expect(JSON.stringify(reconcileCdr(structuredClone(input)))).toBe(text);
        expect(JSON.parse(text)).toEqual(result);
      }),
      { numRuns: 300 },
    );
  });

  test('is never owed above its claim, nor while it is held', () => {
    assert(
      property(anyInput, (input) => {
        const { state, acceptedExclTax, findings } = reconcileCdr(input);
        if (state === 'held') expect(acceptedExclTax).toBeUndefined();
        if (state === 'accepted' && !input.cdr.credit) {
          expect(acceptedExclTax).toBe(input.cdr.totalCost.exclTax);
          expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
        }
        if (acceptedExclTax === undefined || acceptedExclTax === '0') return;
        const claimed = exactOf(input.cdr.totalCost.exclTax);
        expect(compare(exactOf(acceptedExclTax), claimed)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 300 },
    );
  });
});
