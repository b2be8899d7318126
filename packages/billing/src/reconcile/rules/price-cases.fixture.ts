import { decimal, type Tariff } from '@peregrine/domain';
import { at, lowland, period, price } from '../../fixed-charges.fixture.ts';
import {
  agreement,
  priced,
  type RuleCase,
  restricted,
  tariffOf,
  timed,
} from './rule-cases.fixture.ts';

const dearer = tariffOf([priced('ENERGY', '0.55'), priced('FLAT', '0.35')]);
const perTenMinutes = tariffOf([priced('TIME', '6', 600)]);
const perQuarter = tariffOf([priced('TIME', '4', 900)]);
const both = tariffOf([priced('TIME', '6', 600), priced('PARKING_TIME', '3', 600)]);
const charged35 = timed(at('2026-03-01T10:35:00Z'), { TIME: '0.5833333333' });
const charged15 = timed(at('2026-03-01T10:15:00Z'), { TIME: '0.25' });
const charged10 = timed(at('2026-03-01T10:10:00Z'), { TIME: '0.16667' });
const parked = timed(at('2026-03-01T11:00:00Z'), {
  TIME: '0.5833333333',
  PARKING_TIME: '0.4166666667',
});

/** The charge is from 11:00 to 12:00 there: half of it is cheap, and none of it in UTC. */
const cheapLater: Tariff = {
  ...lowland,
  elements: [
    { components: [priced('ENERGY', '0.45')], restrictions: { endTime: '11:30' } },
    { components: [priced('ENERGY', '0.30')], restrictions: { startTime: '11:30' } },
  ],
};
const halves = {
  periods: [
    period('2026-03-01T10:00:00Z', { ENERGY: '10', TIME: '0.5' }),
    period('2026-03-01T10:30:00Z', { ENERGY: '10', TIME: '0.5' }),
  ],
};
const untold: Tariff = {
  ...lowland,
  taxIncluded: 'yes',
  elements: [{ components: [{ ...priced('ENERGY', '0.45'), tax: { kind: 'unknown' } }] }],
};
const limited = (limits: Pick<Tariff, 'minPrice' | 'maxPrice'>): Tariff => ({
  ...lowland,
  ...limits,
});
const taxes = (taxAmount: string) => [{ name: 'VAT', taxAmount: decimal(taxAmount) }];

/** R09 to R13, R15 to R17, R22: what the quantities should cost. */
export const PRICE_CASES: readonly RuleCase[] = [
  [
    'a total above the tolerance',
    'R09.total',
    'disputed',
    { cdr: { totalCost: price('9.37') } },
    { cdr: { totalCost: price('9.354') } },
  ],
  [
    'a total within the tolerance',
    'R09.total',
    'tolerated',
    { cdr: { totalCost: price('9.36') } },
    { cdr: { totalCost: price('9.35') } },
  ],
  [
    'a total in our favour',
    'R09.total',
    'tolerated',
    { cdr: { totalCost: price('9.20') } },
    { cdr: { totalCost: price('9.345') } },
  ],
  [
    'a total above one that was agreed',
    'R09.total',
    'disputed',
    {
      cdr: { totalCost: price('9.46') },
      agreement: agreement({
        tolerances: { amountMinor: '10', energyKwh: decimal('0.1'), durationSeconds: 60 },
      }),
    },
    { cdr: { totalCost: price('9.35') }, agreement: agreement() },
  ],
  [
    'a dimension above the tolerance',
    'R09.dimension',
    'tolerated',
    { cdr: { totalEnergyCost: price('9.02'), totalFixedCost: price('0.33') } },
    { cdr: { totalEnergyCost: price('9.01'), totalFixedCost: price('0.34') } },
  ],
  [
    'a total that its own tariff gives',
    'R09.own-tariff',
    'disputed',
    { cdr: { tariffs: [dearer], totalCost: price('11.35') } },
    { cdr: { tariffs: [dearer], totalCost: price('11.37') } },
  ],
  [
    'a gross total sent as net',
    'R09.other-reading',
    'disputed',
    { cdr: { totalCost: price('11.31') } },
    { cdr: { totalCost: price('11.33') } },
  ],
  [
    'a total with local times read in UTC',
    'R09.other-reading',
    'disputed',
    { tariff: cheapLater, cdr: { ...halves, totalCost: price('9') } },
    { tariff: cheapLater, cdr: { ...halves, totalCost: price('9.02') } },
  ],
  [
    'a total without the step',
    'R10.no-step',
    'tolerated',
    { tariff: perTenMinutes, cdr: { ...charged35, totalCost: price('3.5') } },
    { tariff: perTenMinutes, cdr: { ...charged35, totalCost: price('4') } },
  ],
  [
    'a total with steps of charging and parking',
    'R10.other-step',
    'disputed',
    { tariff: both, cdr: { ...parked, totalCost: price('5.5') } },
    { tariff: both, cdr: { ...parked, totalCost: price('5.52') } },
  ],
  [
    'a total a step on, by a hair of rounded hours',
    'R11.second',
    'disputed',
    { tariff: perTenMinutes, maxPowerW: 50_000, cdr: { ...charged10, totalCost: price('2') } },
    { tariff: perTenMinutes, cdr: { ...charged10, totalCost: price('1') } },
  ],
  [
    'a total a step on, by a second',
    'R11.second',
    'disputed',
    { tariff: perQuarter, cdr: { ...charged15, totalCost: price('2') } },
    { tariff: perQuarter, cdr: { ...charged15, totalCost: price('3') } },
  ],
  [
    'a period that outlasts its price',
    'R12.spans',
    'tolerated',
    { tariff: cheapLater, cdr: { totalCost: price('9') } },
    {
      tariff: cheapLater,
      cdr: { ...halves, totalCost: price('7.5') },
    },
  ],
  ['no tariff', 'R13.no-tariff', 'held', { tariff: undefined }, { tariff: lowland }],
  [
    'a restriction that cannot be decided',
    'R13.unpriceable',
    'held',
    { tariff: restricted({ maxCurrentA: decimal('16') }) },
    { tariff: restricted({ maxKwh: decimal('30') }) },
  ],
  [
    'a tax of unknown rate in the price',
    'R13.unknown-tax',
    'held',
    { tariff: untold, cdr: { totalCost: price('9') } },
    { tariff: { ...untold, taxIncluded: 'no' }, cdr: { totalCost: price('9') } },
  ],
  [
    'a tariff with other prices',
    'R13.other-prices',
    'tolerated',
    { cdr: { tariffs: [dearer] } },
    { cdr: { tariffs: [lowland] } },
  ],
  [
    'a tariff with other restrictions',
    'R13.other-conditions',
    'tolerated',
    { cdr: { tariffs: [restricted({ maxKwh: decimal('30'), minKwh: decimal('0') })] } },
    {
      tariff: restricted({ minKwh: decimal('0'), maxKwh: decimal('30') }),
      cdr: { tariffs: [restricted({ maxKwh: decimal('30'), minKwh: decimal('0') })] },
    },
  ],
  [
    'a tariff taxed otherwise',
    'R13.other-conditions',
    'tolerated',
    { cdr: { tariffs: [{ ...lowland, taxIncluded: 'not-applicable' }] } },
    { cdr: { tariffs: [{ ...lowland, taxIncluded: 'no' }] } },
  ],
  [
    'a tariff that had ended',
    'R13.not-in-force',
    'tolerated',
    { cdr: { tariffs: [{ ...lowland, endsAt: at('2026-03-01T10:00:00Z') }] } },
    { cdr: { tariffs: [{ ...lowland, endsAt: at('2026-03-01T10:00:01Z') }] } },
  ],
  [
    'a tariff that had not begun',
    'R13.not-in-force',
    'tolerated',
    { cdr: { tariffs: [{ ...lowland, startsAt: at('2026-03-01T10:00:01Z') }] } },
    { cdr: { tariffs: [{ ...lowland, startsAt: at('2026-03-01T10:00:00Z') }] } },
  ],
  [
    'a period of an unknown tariff',
    'R13.unknown-id',
    'tolerated',
    {
      cdr: {
        periods: [
          { ...period('2026-03-01T10:00:00Z', { ENERGY: '20', TIME: '1' }), tariffId: 'X' },
        ],
      },
    },
    {
      cdr: {
        periods: [
          { ...period('2026-03-01T10:00:00Z', { ENERGY: '20', TIME: '1' }), tariffId: 'low-std' },
        ],
      },
    },
  ],
  [
    'less with tax than without',
    'R15.gross-below-net',
    'accepted',
    { cdr: { totalCost: price('9.35', '9.34') } },
    { cdr: { totalCost: price('9.35') } },
  ],
  [
    'another tax than the tariff has',
    'R15.not-of-rates',
    'accepted',
    { cdr: { totalCost: price('9.35', '11.33') } },
    { cdr: { totalCost: price('9.35', '11.32') } },
  ],
  [
    'tax lines that do not add up',
    'R15.lines',
    'accepted',
    { cdr: { totalCost: { ...price('9.35', '11.31'), taxes: taxes('1.90') } } },
    { cdr: { totalCost: { ...price('9.35', '11.31'), taxes: taxes('1.96') } } },
  ],
  [
    "a rate that is not the country's",
    'R15.not-of-country',
    'accepted',
    { place: { evseKnown: true, country: 'DE' } },
    { place: { evseKnown: true, country: 'NL' } },
  ],
  [
    "another currency than the tariff's",
    'R16.tariff',
    'disputed',
    { cdr: { currency: 'CHF' } },
    { cdr: { currency: 'EUR' } },
  ],
  [
    'another currency than was agreed',
    'R16.agreement',
    'disputed',
    { agreement: agreement({ currency: 'SEK' }) },
    { agreement: agreement({ currency: 'EUR' }) },
  ],
  [
    'cents sent as euros',
    'R16.minor-units',
    'disputed',
    { cdr: { totalCost: price('935') } },
    { cdr: { totalCost: price('936') } },
  ],
  [
    'more than can be',
    'R16.too-large',
    'disputed',
    { cdr: { totalCost: price('92233720368547758.08') } },
    { cdr: { totalCost: price('92233720368547758.07') } },
  ],
  [
    'a total that is not its sum',
    'R17.sum',
    'tolerated',
    { cdr: { totalEnergyCost: price('9.00'), totalFixedCost: price('0.33') } },
    { cdr: { totalEnergyCost: price('9.00'), totalFixedCost: price('0.34') } },
  ],
  [
    'a total rounded down',
    'R17.rounding',
    'accepted',
    {
      cdr: {
        periods: [period('2026-03-01T10:00:00Z', { ENERGY: '11.7' })],
        totalEnergyKwh: decimal('11.7'),
        totalCost: price('5.61'),
      },
    },
    {
      cdr: {
        periods: [period('2026-03-01T10:00:00Z', { ENERGY: '11.7' })],
        totalEnergyKwh: decimal('11.7'),
        totalCost: price('5.62'),
      },
    },
  ],
  [
    'a total above the maximum',
    'R22.above-maximum',
    'disputed',
    { tariff: limited({ maxPrice: price('9.33') }) },
    { tariff: limited({ maxPrice: price('9.34') }) },
  ],
  [
    'a total below the minimum',
    'R22.below-minimum',
    'tolerated',
    { tariff: limited({ minPrice: price('9.37') }) },
    { tariff: limited({ minPrice: price('9.36') }) },
  ],
  [
    'a total with tax above the maximum',
    'R22.above-maximum-taxed',
    'tolerated',
    { tariff: limited({ maxPrice: price('20', '11.29') }) },
    { tariff: limited({ maxPrice: price('20', '11.30') }) },
  ],
  [
    'a total with tax below the minimum',
    'R22.below-minimum-taxed',
    'tolerated',
    { tariff: limited({ minPrice: price('1', '11.33') }) },
    { tariff: limited({ minPrice: price('1', '11.32') }) },
  ],
];
