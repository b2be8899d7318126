import {
  type Cdr,
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
import { absolute } from '../difference.ts';
import { observe } from '../observe.ts';
import type { Rule } from '../types.ts';

/** One thousandth of a kWh or of an hour a period: what rounding each of them can add up to. */
const ROUNDING = exact(1n, 1_000n);
/** From here on it is no rounding any more: a hundredth of the claim. */
const DOUBTFUL_SHARE = exact(1n, 100n);

type Compared = {
  readonly pointer: string;
  readonly claimed: Decimal | undefined;
  readonly computed: Exact;
  readonly unit: 'kWh' | 'h';
};

/** R08: the totals of energy and times against the sums of the periods and the clock. */
export const selfSum: Rule = {
  code: 'R08',
  about: 'quantities',
  onError: 'held',
  check({ cdr }) {
    const lasted = exact(BigInt(millisecondsBetween(cdr.startedAt, cdr.endedAt)), 3_600_000n);
    const compared: readonly Compared[] = [
      {
        pointer: '/total_energy',
        claimed: cdr.totalEnergyKwh,
        computed: volumeOf(cdr, 'ENERGY'),
        unit: 'kWh',
      },
      { pointer: '/total_time', claimed: cdr.totalTimeHours, computed: lasted, unit: 'h' },
      {
        pointer: '/total_parking_time',
        claimed: cdr.totalParkingTimeHours,
        computed: volumeOf(cdr, 'PARKING_TIME'),
        unit: 'h',
      },
    ];
    return compared.flatMap((it) => compareSum(it, cdr.periods.length));
  },
};

function volumeOf(cdr: Cdr, type: string): Exact {
  const dimensions = cdr.periods.flatMap((period) => period.dimensions);
  return sum(dimensions.filter((it) => it.type === type).map((it) => exactOf(it.volume)));
}

function compareSum({ pointer, claimed, computed, unit }: Compared, periods: number): Finding[] {
  if (claimed === undefined) return [];
  const claim = exactOf(claimed);
  const gap = absolute(subtract(claim, computed));
  const rounding = multiply(ROUNDING, exact(BigInt(Math.max(1, periods))));
  if (compare(gap, rounding) <= 0) return [];
  // Durations are cross-checks: what is billed by time comes from the periods.
  const isDoubtful = unit === 'kWh' && compare(gap, multiply(absolute(claim), DOUBTFUL_SHARE)) > 0;
  return [
    observe(
      'R08.sum',
      {
        pointer,
        severity: isDoubtful ? 'error' : 'warning',
        action: isDoubtful ? 'hold' : 'tolerate',
        claimed,
        computed: toDecimal(computed),
      },
      { total: claimed, periods: toDecimal(computed, 4), unit },
    ),
  ];
}
