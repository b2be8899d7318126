import {
  type Cdr,
  type ChargingPeriod,
  type Decimal,
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
  bigInt,
  boolean,
  constant,
  constantFrom,
  date,
  integer,
  oneof,
  option,
  record,
  tuple,
} from 'fast-check';
import { cdr, lowland } from '../fixed-charges.fixture.ts';
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
export const anyInput: Arbitrary<ReconcileCdrInput> = tuple(
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
