import {
  type ChargingPeriod,
  exact,
  exactOf,
  multiply,
  roundHalfUp,
  toDecimal,
} from '@peregrine/domain';
import { givesClaim } from '../difference.ts';
import { observe } from '../observe.ts';
import { pricesTime } from '../tariff-traits.ts';
import type { Facts, Rule } from '../types.ts';
import { actionOn } from './r10-step-size.ts';

const TO_THE_LETTER = { hours: 'as-sent' } as const;
const TIMES = ['TIME', 'PARKING_TIME'] as const;
const SECONDS_PER_HOUR = exact(3_600n);

/**
 * R11: times are sent as decimal hours, and a second too many can start another step: 10 minutes as
 * 0.1667 h are 20 in steps of 10. The claim is what a second more or less, or the hours taken to
 * the letter, would give.
 */
export const hourRounding: Rule = {
  code: 'R11',
  about: 'price',
  onError: 'none',
  check(facts) {
    const { verdict, reprice, cdr } = facts;
    if (verdict === undefined || verdict === 'rounding' || !pricesTime(facts)) return [];
    const byHours = givesClaim(facts, reprice({ policy: TO_THE_LETTER }));
    const flipped = TIMES.find((type) => {
      if (byHours) return hasTime(facts, type);
      return [1n, -1n].some((seconds) => {
        const periods = shiftLast(cdr.periods, type, seconds);
        return periods !== undefined && givesClaim(facts, reprice({ periods }));
      });
    });
    if (flipped === undefined) return [];
    return [
      observe(
        'R11.second',
        {
          pointer: '/charging_periods',
          severity: 'info',
          action: actionOn(facts),
          claimed: cdr.totalCost.exclTax,
        },
        { dimension: flipped },
      ),
    ];
  },
};

function hasTime({ cdr }: Facts, type: string): boolean {
  return cdr.periods.some(({ dimensions }) => dimensions.some((it) => it.type === type));
}

/** The periods with the last volume of that time moved by whole seconds; none below zero. */
function shiftLast(
  periods: readonly ChargingPeriod[],
  type: string,
  seconds: bigint,
): readonly ChargingPeriod[] | undefined {
  const at = periods.findLastIndex(({ dimensions }) => dimensions.some((it) => it.type === type));
  const period = periods[at];
  if (!period) return undefined;
  const dimensions = period.dimensions.map((it) => {
    if (it.type !== type) return it;
    const whole = roundHalfUp(multiply(exactOf(it.volume), SECONDS_PER_HOUR), 0) + seconds;
    return { ...it, volume: toDecimal(exact(whole < 0n ? 0n : whole, SECONDS_PER_HOUR.num)) };
  });
  return periods.with(at, { ...period, dimensions });
}
