import {
  add,
  type Cdr,
  compare,
  type Exact,
  exact,
  exactOf,
  type Finding,
  millisecondsBetween,
  multiply,
  sum,
} from '@peregrine/domain';
import { observe } from '../observe.ts';
import type { Facts, Rule } from '../types.ts';

/** No connector of the field gives more (Megawatt Charging System, planned maximum 3.75 MW). */
const MOST_POWER_W = 3_750_000;
/** Meters and ratings are not exact: a tenth more than the rating, and half a kWh, pass. */
const SLACK_KWH = exact(1n, 2n);
/** What heat and the cabin take beside the battery, at most: a quarter of it. */
const BATTERY_SHARE = exact(5n, 4n);

const DOUBTED = { pointer: '/total_energy', severity: 'error', action: 'hold' } as const;

/** R18: energy that a connector can have delivered in the time, and the vehicle taken. */
export const plausibility: Rule = {
  code: 'R18',
  about: 'quantities',
  onError: 'held',
  check(facts) {
    const { cdr, vehicle } = facts;
    const claimed = cdr.totalEnergyKwh;
    const energy = exactOf(claimed);
    if (energy.num < 0n) {
      return vehicle?.givesBack ? [] : [observe('R18.energy-back', { ...DOUBTED, claimed })];
    }
    if (energy.num === 0n) {
      // A record that nothing was charged and nothing is owed is how CPOs close a failed start.
      if (exactOf(cdr.totalCost.exclTax).num === 0n || isReservation(cdr)) return [];
      return [observe('R18.no-energy', { ...DOUBTED, claimed })];
    }
    return [...overPower(facts, energy), ...overBattery(facts, energy)];
  },
};

/** One that never became a charge has a price of its own (OCPI mod_tariffs, RESERVATION). */
function isReservation({ periods }: Cdr): boolean {
  return periods.some(({ dimensions }) =>
    dimensions.some(({ type }) => type === 'RESERVATION_TIME'),
  );
}

function overPower(facts: Facts, energy: Exact): Finding[] {
  const { cdr } = facts;
  const lastedMs = millisecondsBetween(cdr.startedAt, cdr.endedAt);
  const kilowatts = String((facts.maxPowerW ?? MOST_POWER_W) / 1_000);
  if (isTooMuch(facts, energy, lastedMs)) {
    const values = { kilowatts, minutes: minutesOf(lastedMs) };
    return [observe('R18.power', { ...DOUBTED, claimed: cdr.totalEnergyKwh }, values)];
  }
  return cdr.periods.flatMap((period, index) => {
    const until = cdr.periods[index + 1]?.startedAt ?? cdr.endedAt;
    const periodMs = millisecondsBetween(period.startedAt, until);
    const volumes = period.dimensions.filter(({ type }) => type === 'ENERGY');
    const inPeriod = sum(volumes.map(({ volume }) => exactOf(volume)));
    // Periods out of order have no length of their own; R07 tells of them.
    if (periodMs < 0 || !isTooMuch(facts, inPeriod, periodMs)) return [];
    return [
      observe(
        'R18.period-power',
        { pointer: `/charging_periods/${index}`, severity: 'warning', action: 'tolerate' },
        { kilowatts, minutes: minutesOf(periodMs) },
      ),
    ];
  });
}

function isTooMuch({ maxPowerW }: Facts, energy: Exact, lastedMs: number): boolean {
  const powerW = maxPowerW ?? MOST_POWER_W;
  // W x ms are 3.6e9 to the kWh; 11 tenths of it.
  const rated = BigInt(Math.round(powerW)) * BigInt(Math.max(0, lastedMs)) * 11n;
  return compare(energy, add(exact(rated, 36_000_000_000n), SLACK_KWH)) > 0;
}

function minutesOf(ms: number): string {
  return String(Math.round(Math.max(0, ms) / 60_000));
}

function overBattery({ cdr, vehicle }: Facts, energy: Exact): Finding[] {
  const kwh = vehicle?.batteryKwh;
  if (kwh === undefined || compare(energy, multiply(exactOf(kwh), BATTERY_SHARE)) <= 0) return [];
  const claimed = cdr.totalEnergyKwh;
  return [
    observe(
      'R18.battery',
      { ...DOUBTED, severity: 'warning', action: 'tolerate', claimed, computed: kwh },
      { kwh },
    ),
  ];
}
