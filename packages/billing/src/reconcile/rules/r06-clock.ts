import type { Finding } from '@peregrine/domain';
import { observe } from '../observe.ts';
import type { Rule } from '../types.ts';

/** Stations that lost their clock start again at an epoch. */
const NO_CHARGE_BEFORE = Date.parse('2015-01-01T00:00:00Z');

/** Clocks run ahead by hours in the field, by a zone or a day at most. */
const AHEAD_AT_MOST_MS = 48 * 3_600_000;

/** R06: an end before the start, a clock that was never set, or one that is far ahead. */
export const clock: Rule = {
  code: 'R06',
  about: 'quantities',
  onError: 'held',
  check({ cdr, receivedAt }) {
    const found: Finding[] = [];
    const { startedAt, endedAt } = cdr;
    const [start, end] = [Date.parse(startedAt), Date.parse(endedAt)];
    const seen = { severity: 'error', action: 'hold' } as const;
    const atEnd = { ...seen, pointer: '/end_date_time', claimed: endedAt };
    if (end < start) {
      found.push(observe('R06.ends-before-start', { ...atEnd, computed: startedAt }));
    }
    if (start < NO_CHARGE_BEFORE) {
      const atStart = { ...seen, pointer: '/start_date_time', claimed: startedAt };
      found.push(observe('R06.placeholder', atStart));
    }
    if (receivedAt && end - Date.parse(receivedAt) > AHEAD_AT_MOST_MS) {
      found.push(observe('R06.future', { ...atEnd, computed: receivedAt }));
    }
    return found;
  },
};
