import type { Finding } from '@peregrine/domain';
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
    if (receivedAt && end - Date.parse(receivedAt) > AHEAD_AT_MOST_MS) {
      found.push({
        code: 'R06',
        pointer: '/end_date_time',
        severity: 'error',
        reason: 'The session ends long after its record came.',
        claimed: cdr.endedAt,
        computed: receivedAt,
      });
    }
    return found;
  },
};
