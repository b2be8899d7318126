import { decimal, type SignedFacts } from '@peregrine/domain';
import { at, period, price } from '../../fixed-charges.fixture.ts';
import { priced, type RuleCase, tariffOf, timed } from './rule-cases.fixture.ts';

const signed: SignedFacts = {
  valid: true,
  reason: { code: 'verified', text: 'The signature holds.' },
  notes: [],
  energyKwh: decimal('20'),
  startedAt: at('2026-03-01T10:00:00Z'),
  startClock: 'synchronised',
  endedAt: at('2026-03-01T11:00:00Z'),
  endClock: 'synchronised',
  meterSerial: '0012-34',
  identification: 'TOKEN',
};
const noEnergy = {
  totalEnergyKwh: decimal('0'),
  periods: [period('2026-03-01T10:00:00Z', { TIME: '1' })],
};
const back = {
  totalEnergyKwh: decimal('-2'),
  periods: [period('2026-03-01T10:00:00Z', { ENERGY: '-2', TIME: '1' })],
  totalCost: price('-0.55'),
};
const byTime = tariffOf([priced('TIME', '2')]);
const inTwo = (first: string, second: string) => ({
  periods: [
    period('2026-03-01T10:00:00Z', { ENERGY: first }),
    period('2026-03-01T10:30:00Z', { ENERGY: second }),
  ],
});

/** R06 to R08, R14, R18, R23: times, energy, and what the meter signed. */
export const QUANTITY_CASES: readonly RuleCase[] = [
  [
    'an end before the start',
    'R06.ends-before-start',
    'held',
    { cdr: { endedAt: at('2026-03-01T09:59:59Z') } },
    { cdr: { endedAt: at('2026-03-01T11:00:00Z') } },
  ],
  [
    'a clock that was not set',
    'R06.placeholder',
    'held',
    { cdr: { startedAt: at('1970-01-01T00:00:00Z') } },
    { cdr: { startedAt: at('2015-01-01T00:00:00Z') } },
  ],
  [
    'an end long after the record',
    'R06.future',
    'held',
    { receivedAt: at('2026-02-27T10:59:59Z') },
    { receivedAt: at('2026-02-27T11:00:00Z') },
  ],
  [
    'a period before the session',
    'R07.outside',
    'tolerated',
    { cdr: { periods: [period('2026-03-01T09:59:59Z', { ENERGY: '20', TIME: '1' })] } },
    { cdr: { periods: [period('2026-03-01T10:00:00Z', { ENERGY: '20', TIME: '1' })] } },
  ],
  [
    'periods out of order',
    'R07.out-of-order',
    'tolerated',
    { cdr: { periods: inTwo('10', '10').periods.toReversed() } },
    { cdr: inTwo('10', '10') },
  ],
  [
    'a gap before the first period',
    'R07.gap',
    'tolerated',
    { cdr: { periods: [period('2026-03-01T10:01:01Z', { ENERGY: '20', TIME: '0.98' })] } },
    { cdr: { periods: [period('2026-03-01T10:01:00Z', { ENERGY: '20', TIME: '0.98' })] } },
  ],
  [
    'more energy than its periods',
    'R08.sum',
    'held',
    { cdr: { totalEnergyKwh: decimal('20.3') } },
    { cdr: { totalEnergyKwh: decimal('20.001') } },
  ],
  [
    'another duration than its clock',
    'R08.sum',
    'tolerated',
    { cdr: { totalTimeHours: decimal('1.1') } },
    { cdr: { totalTimeHours: decimal('1.001') } },
  ],
  [
    'more hours than passed, and billed',
    'R14.overlap',
    'held',
    {
      tariff: byTime,
      cdr: {
        ...timed(at('2026-03-01T11:00:00Z'), { TIME: '1', PARKING_TIME: '0.5' }),
        totalCost: price('2'),
      },
    },
    {
      tariff: byTime,
      cdr: {
        ...timed(at('2026-03-01T11:00:00Z'), { TIME: '0.5', PARKING_TIME: '0.5005' }),
        totalCost: price('1'),
      },
    },
  ],
  [
    'more hours than passed, not billed',
    'R14.overlap',
    'tolerated',
    { cdr: { periods: [period('2026-03-01T10:00:00Z', { ENERGY: '20', TIME: '1.1' })] } },
    {},
  ],
  [
    'the wall clock at the price of charging',
    'R14.wall-clock',
    'disputed',
    {
      tariff: byTime,
      cdr: {
        ...timed(at('2026-03-01T11:00:00Z'), { TIME: '0.5', PARKING_TIME: '0.5' }),
        totalCost: price('2'),
      },
    },
    {
      tariff: byTime,
      cdr: {
        ...timed(at('2026-03-01T11:00:00Z'), { TIME: '0.5', PARKING_TIME: '0.5' }),
        totalCost: price('2.02'),
      },
    },
  ],
  [
    'energy that flowed back',
    'R18.energy-back',
    'held',
    { cdr: back },
    { cdr: back, vehicle: { givesBack: true } },
  ],
  [
    'money for no energy',
    'R18.no-energy',
    'held',
    { cdr: noEnergy },
    { cdr: { ...noEnergy, totalCost: price('0') } },
  ],
  [
    'money for no energy, without a reservation',
    'R18.no-energy',
    'held',
    { cdr: noEnergy },
    { cdr: { ...noEnergy, periods: [period('2026-03-01T10:00:00Z', { RESERVATION_TIME: '1' })] } },
  ],
  [
    'more than the connector can',
    'R18.power',
    'held',
    { cdr: { endedAt: at('2026-03-01T10:45:00Z'), totalTimeHours: decimal('0.75') } },
    { cdr: { endedAt: at('2026-03-01T10:50:00Z'), totalTimeHours: decimal('0.8333') } },
  ],
  [
    'more than the connector can in a period',
    'R18.period-power',
    'tolerated',
    { cdr: inTwo('13', '7') },
    { cdr: inTwo('12.6', '7.4') },
  ],
  [
    'more than the battery takes',
    'R18.battery',
    'tolerated',
    { vehicle: { batteryKwh: decimal('15.9') } },
    { vehicle: { batteryKwh: decimal('16') } },
  ],
  [
    'a signature that does not hold',
    'R23.invalid',
    'held',
    {
      signed: { ...signed, valid: false, reason: { code: 'signature-mismatch', text: 'Changed.' } },
    },
    { signed },
  ],
  [
    'a signature that cannot be checked',
    'R23.unchecked',
    'accepted',
    { signed: { ...signed, valid: null, reason: { code: 'key-missing', text: 'No key.' } } },
    { signed },
  ],
  [
    'more energy than was signed',
    'R23.energy',
    'held',
    { signed: { ...signed, energyKwh: decimal('19.89') } },
    { signed: { ...signed, energyKwh: decimal('19.9') } },
  ],
  [
    'less energy than was signed',
    'R23.energy',
    'tolerated',
    { signed: { ...signed, energyKwh: decimal('20.11') } },
    { signed: { ...signed, energyKwh: decimal('20.1') } },
  ],
  [
    'another start than was signed',
    'R23.start',
    'tolerated',
    { signed: { ...signed, startedAt: at('2026-03-01T09:50:00Z') } },
    { signed: { ...signed, startedAt: at('2026-03-01T09:50:00Z'), startClock: 'unknown' } },
  ],
  [
    'another end than was signed',
    'R23.end',
    'tolerated',
    { signed: { ...signed, endedAt: at('2026-03-01T11:01:01Z') } },
    { signed: { ...signed, endedAt: at('2026-03-01T11:01:00Z') } },
  ],
  [
    'another meter',
    'R23.meter',
    'tolerated',
    { cdr: { meterId: '1235' }, signed },
    { cdr: { meterId: '1234' }, signed },
  ],
  [
    'another identification',
    'R23.identification',
    'tolerated',
    { signed: { ...signed, identification: 'SOMEBODY' } },
    { signed: { ...signed, identification: 'NLPERC00000001' } },
  ],
];
