import type { Finding } from '@peregrine/domain';
import type { Rule } from '../types.ts';

/** Stations that lost their clock start again at an epoch. */
const NO_CHARGE_BEFORE = Date.parse('2015-01-01T00:00:00Z');

/** R06: an end before the start, or a clock that was never set. */
export const clock: Rule = {
  code: 'R06',
  about: 'quantities',
  onError: 'held',
  check({ cdr }) {
    const found: Finding[] = [];
    const [start, end] = [Date.parse(cdr.startedAt), Date.parse(cdr.endedAt)];
    if (end < start) {
      found.push({
        code: 'R06',
        pointer: '/end_date_time',
        severity: 'error',
        reason: 'The session ends before it starts.',
        claimed: cdr.endedAt,
        computed: cdr.startedAt,
      });
    }
    if (start < NO_CHARGE_BEFORE) {
      found.push({
        code: 'R06',
        pointer: '/start_date_time',
        severity: 'error',
        reason: 'The start is a placeholder: the clock was not set.',
        claimed: cdr.startedAt,
      });
    }
    return found;
  },
};
