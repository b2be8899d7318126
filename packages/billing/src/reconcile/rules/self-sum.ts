import {
  compare,
  type Decimal,
  type Exact,
  exact,
  exactOf,
  type Finding,
  millisecondsBetween,
  multiply,
  subtract,
  sum,
  toDecimal,
} from '@peregrine/domain';
import type { Facts, Rule } from '../types.ts';

/** One thousandth of a kWh or of an hour a period: what rounding each of them can add up to. */
const ROUNDING = exact(1n, 1_000n);
/** From here on it is no rounding any more: a hundredth of the claim. */
const DOUBTFUL_SHARE = exact(1n, 100n);

/** R08: the totals of energy and times against the sums of the periods and the clock. */
export const selfSum: Rule = {
  code: 'R08',
  about: 'quantities',
  onError: 'held',
  check({ cdr }) {
    const lasted = exact(BigInt(millisecondsBetween(cdr.startedAt, cdr.endedAt)), 3_600_000n);
    return [
      ...compareSum(cdr, '/total_energy', cdr.totalEnergyKwh, volumesOf(cdr, ['ENERGY']), 'kWh'),
      ...compareSum(cdr, '/total_time', cdr.totalTimeHours, lasted, 'h').map(asWarning),
      ...compareSum(
        cdr,
        '/total_parking_time',
        cdr.totalParkingTimeHours,
        volumesOf(cdr, ['PARKING_TIME']),
        'h',
      ).map(asWarning),
    ];
  },
};

function volumesOf(cdr: Facts['cdr'], types: readonly string[]): Exact {
  const dimensions = cdr.periods.flatMap((period) => period.dimensions);
  return sum(dimensions.filter(({ type }) => types.includes(type)).map((it) => exactOf(it.volume)));
}

function compareSum(
  cdr: Facts['cdr'],
  pointer: string,
  claimed: Decimal | undefined,
  computed: Exact,
  unit: string,
): Finding[] {
  if (claimed === undefined) return [];
  const claim = exactOf(claimed);
  const gap = absolute(subtract(claim, computed));
  const rounding = multiply(ROUNDING, exact(BigInt(Math.max(1, cdr.periods.length))));
  if (compare(gap, rounding) <= 0) return [];
  const doubtful = compare(gap, multiply(absolute(claim), DOUBTFUL_SHARE)) > 0;
  return [
    {
      code: 'R08',
      pointer,
      severity: doubtful ? 'error' : 'warning',
      reason: `The total is ${claimed} ${unit}, its periods make ${toDecimal(computed, 4)} ${unit}.`,
      claimed,
      computed: toDecimal(computed),
    },
  ];
}

/** Durations are cross-checks: what is billed by time comes from the periods. */
function asWarning(finding: Finding): Finding {
  return { ...finding, severity: 'warning' };
}

function absolute(value: Exact): Exact {
  return value.num < 0n ? { ...value, num: -value.num } : value;
}
