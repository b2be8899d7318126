import { millisecondsBetween } from '@peregrine/domain';
import { observe } from '../observe.ts';
import type { Rule } from '../types.ts';

const HOUR_MS = 3_600_000;

/** R05: a CDR that came later than agreed; beyond the oldest that we pay, nothing is owed. */
export const late: Rule = {
  code: 'R05',
  about: 'price',
  onError: 'refused',
  check({ cdr, receivedAt, agreement }) {
    if (!agreement || receivedAt === undefined) return [];
    const { oldestCdrDays, cdrWithinHours } = agreement.terms;
    const ageMs = millisecondsBetween(cdr.endedAt, receivedAt);
    const seen = { pointer: '/end_date_time', claimed: cdr.endedAt, computed: receivedAt };
    if (ageMs > oldestCdrDays * 24 * HOUR_MS) {
      return [
        observe(
          'R05.too-old',
          { ...seen, severity: 'error', action: 'dispute' },
          { days: String(Math.floor(ageMs / HOUR_MS / 24)), agreed: String(oldestCdrDays) },
        ),
      ];
    }
    if (cdrWithinHours === undefined || ageMs <= cdrWithinHours * HOUR_MS) return [];
    return [
      observe(
        'R05.late',
        { ...seen, severity: 'warning', action: 'tolerate' },
        { hours: String(Math.floor(ageMs / HOUR_MS)), agreed: String(cdrWithinHours) },
      ),
    ];
  },
};
