import type { Finding } from '@peregrine/domain';
import { observe } from '../observe.ts';
import { toleratedMs } from '../tolerances.ts';
import type { Rule } from '../types.ts';

/**
 * R07: charging periods in order and inside the session, the first at its start: a period lasts
 * until the next one starts, so that is the only gap there can be (OCPI mod_cdrs, ChargingPeriod).
 */
export const periods: Rule = {
  code: 'R07',
  about: 'quantities',
  onError: 'held',
  check(facts) {
    const { cdr } = facts;
    const starts = cdr.periods.map((period) => Date.parse(period.startedAt));
    const [from, to] = [Date.parse(cdr.startedAt), Date.parse(cdr.endedAt)];
    const seen = { severity: 'warning', action: 'tolerate' } as const;
    const found: Finding[] = [];
    for (const [index, start] of starts.entries()) {
      const pointer = `/charging_periods/${index}/start_date_time`;
      const at = { ...seen, pointer, claimed: cdr.periods[index]?.startedAt ?? '' };
      if (start < from || start > to) found.push(observe('R07.outside', at));
      if (start < (starts[index - 1] ?? start)) found.push(observe('R07.out-of-order', at));
    }
    const gapMs = starts.length > 0 ? Math.min(...starts) - from : 0;
    if (gapMs > toleratedMs(facts)) {
      const at = { ...seen, pointer: '/charging_periods/0/start_date_time' };
      found.push(observe('R07.gap', at, { seconds: String(Math.round(gapMs / 1_000)) }));
    }
    return found;
  },
};
