import {
  add,
  type ChargingPeriod,
  compare,
  type Exact,
  exact,
  exactOf,
  type Finding,
  millisecondsBetween,
  subtract,
  sum,
  toDecimal,
} from '@peregrine/domain';
import { givesClaim } from '../difference.ts';
import { observe } from '../observe.ts';
import { pricesTime } from '../tariff-traits.ts';
import type { Facts, Rule } from '../types.ts';
import { actionOn } from './r10-step-size.ts';

const TIMES = new Set(['TIME', 'PARKING_TIME', 'RESERVATION_TIME']);
/** What rounding the hours of a period can hide. */
const SLACK_HOURS_PER_PERIOD = exact(2n, 3_600n);

/**
 * R14: the wall clock billed as charging time. Parking is no TIME (OCPI mod_cdrs, CdrDimensionType):
 * either the periods count both, or the claim is what the whole session at the price of charging
 * gives.
 */
export const timeBasis: Rule = {
  code: 'R14',
  about: 'quantities',
  onError: 'held',
  check(facts) {
    const { cdr } = facts;
    const elapsedMs = millisecondsBetween(cdr.startedAt, cdr.endedAt);
    if (elapsedMs <= 0) return [];
    const elapsed = exact(BigInt(elapsedMs), 3_600_000n);
    return [...countedTwice(facts, elapsed), ...wallClock(facts, elapsed)];
  },
};

function hoursOf(periods: readonly ChargingPeriod[], types: ReadonlySet<string>): Exact {
  const dimensions = periods.flatMap((period) => period.dimensions);
  return sum(dimensions.filter(({ type }) => types.has(type)).map((it) => exactOf(it.volume)));
}

function countedTwice({ cdr, priced }: Facts, elapsed: Exact): Finding[] {
  const counted = hoursOf(cdr.periods, TIMES);
  const slack = {
    ...SLACK_HOURS_PER_PERIOD,
    num: SLACK_HOURS_PER_PERIOD.num * BigInt(cdr.periods.length),
  };
  if (compare(counted, add(elapsed, slack)) <= 0) return [];
  const isBilled =
    priced.kind === 'priced' &&
    priced.result.parts.some(({ dimension }) => dimension !== 'ENERGY' && dimension !== 'FLAT');
  return [
    observe(
      'R14.overlap',
      {
        pointer: '/charging_periods',
        severity: isBilled ? 'error' : 'warning',
        action: isBilled ? 'hold' : 'tolerate',
        claimed: toDecimal(counted, 4),
        computed: toDecimal(elapsed, 4),
      },
      { periods: toDecimal(counted, 4), elapsed: toDecimal(elapsed, 4) },
    ),
  ];
}

function wallClock(facts: Facts, elapsed: Exact): Finding[] {
  const { cdr, verdict, reprice } = facts;
  if (verdict !== 'above' || !pricesTime(facts)) return [];
  const charging = hoursOf(cdr.periods, new Set(['TIME']));
  const missing = subtract(elapsed, charging);
  const at = cdr.periods.findLastIndex(({ dimensions }) =>
    dimensions.some(({ type }) => type === 'TIME'),
  );
  const period = cdr.periods[at];
  if (!period || missing.num <= 0n) return [];
  const dimensions = period.dimensions.map((it) =>
    it.type === 'TIME' ? { ...it, volume: toDecimal(add(exactOf(it.volume), missing)) } : it,
  );
  const periods = cdr.periods.with(at, { ...period, dimensions });
  const withoutParking = periods.map((it) => ({
    ...it,
    dimensions: it.dimensions.filter(({ type }) => type !== 'PARKING_TIME'),
  }));
  const explains = [periods, withoutParking].some((changed) =>
    givesClaim(facts, reprice({ periods: changed })),
  );
  if (!explains) return [];
  const claimed = cdr.totalCost.exclTax;
  const seen = {
    pointer: '/total_cost',
    severity: 'info',
    action: actionOn(facts),
    claimed,
  } as const;
  return [observe('R14.wall-clock', seen)];
}
