import type { Finding } from '@peregrine/domain';
import type { Rule } from '../types.ts';

/** R07: charging periods in order and inside the session. */
export const periods: Rule = {
  code: 'R07',
  about: 'quantities',
  onError: 'held',
  check({ cdr }) {
    const starts = cdr.periods.map((period) => Date.parse(period.startedAt));
    const [from, to] = [Date.parse(cdr.startedAt), Date.parse(cdr.endedAt)];
    const found: Finding[] = [];
    for (const [index, start] of starts.entries()) {
      const pointer = `/charging_periods/${index}/start_date_time`;
      const claimed = cdr.periods[index]?.startedAt ?? '';
      if (start < from || start > to) {
        const reason = 'The period starts outside the session.';
        found.push({ code: 'R07', pointer, severity: 'warning', reason, claimed });
      }
      if (start < (starts[index - 1] ?? start)) {
        const reason = 'The periods are not in order; they were sorted.';
        found.push({ code: 'R07', pointer, severity: 'warning', reason, claimed });
      }
    }
    return found;
  },
};
