import {
  compare,
  exact,
  exactOf,
  type Finding,
  type Instant,
  millisecondsBetween,
  multiply,
  type Session,
  subtract,
} from '@peregrine/domain';
import { absolute, judge } from '../difference.ts';
import { observe, observeAmount } from '../observe.ts';
import { toleratedEnergy, toleratedMs } from '../tolerances.ts';
import type { Facts, Rule } from '../types.ts';

/** From here on a CDR's energy is another charge's, not the last reading of the same. */
const DOUBTFUL_SHARE = exact(1n, 20n);

/**
 * R04: what the session reported against the CDR. Only a completed one is final; a session that was
 * never closed may lag behind.
 */
export const session: Rule = {
  code: 'R04',
  about: 'quantities',
  onError: 'held',
  check(facts) {
    const { session: reported } = facts;
    if (reported?.status !== 'COMPLETED') return [];
    return [
      ...energyDrift(facts, reported),
      ...timeDrift(facts, 'R04.start', '/start_date_time', facts.cdr.startedAt, reported.startedAt),
      ...timeDrift(facts, 'R04.end', '/end_date_time', facts.cdr.endedAt, reported.endedAt),
      ...costDrift(facts, reported),
    ];
  },
};

function energyDrift(facts: Facts, { energyKwh }: Session): Finding[] {
  // Operators without live data close a session at 0 kWh; it says nothing then.
  if (exactOf(energyKwh).num === 0n) return [];
  const claimed = facts.cdr.totalEnergyKwh;
  const difference = subtract(exactOf(claimed), exactOf(energyKwh));
  if (compare(absolute(difference), toleratedEnergy(facts)) <= 0) return [];
  // Less than was reported harms nobody; more by a twentieth needs a look before it is billed.
  const isDoubtful = compare(difference, multiply(exactOf(energyKwh), DOUBTFUL_SHARE)) > 0;
  return [
    observe(
      'R04.energy',
      {
        pointer: '/total_energy',
        severity: isDoubtful ? 'error' : 'warning',
        action: isDoubtful ? 'hold' : 'tolerate',
        claimed,
        computed: energyKwh,
      },
      { session: energyKwh, cdr: claimed },
    ),
  ];
}

function timeDrift(
  facts: Facts,
  key: 'R04.start' | 'R04.end',
  pointer: string,
  claimed: Instant,
  computed: Instant | undefined,
): Finding[] {
  if (computed === undefined) return [];
  const apartMs = Math.abs(millisecondsBetween(claimed, computed));
  if (apartMs <= toleratedMs(facts)) return [];
  const seen = { pointer, severity: 'warning', action: 'tolerate', claimed, computed } as const;
  return [observe(key, seen, { seconds: String(Math.round(apartMs / 1_000)) })];
}

function costDrift({ cdr, toleranceMinor }: Facts, reported: Session): Finding[] {
  const { totalCost, currency } = reported;
  if (!totalCost || currency !== cdr.currency) return [];
  const claimed = cdr.totalCost.exclTax;
  const computed = exactOf(totalCost.exclTax);
  const verdict = judge(exactOf(claimed), computed, currency, toleranceMinor);
  if (verdict === 'rounding' || verdict === 'tolerated') return [];
  return [
    observeAmount('R04.cost', {
      pointer: '/total_cost',
      severity: 'info',
      action: verdict === 'above' ? 'tolerate' : 'accept',
      claimed,
      computed,
      currency,
    }),
  ];
}
