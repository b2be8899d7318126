import { type Finding, type Instant, millisecondsBetween, type Session } from '@peregrine/domain';
import { observe } from '../observe.ts';
import type { Rule } from '../types.ts';

/** R03: a CDR without its session. Some CPOs send no sessions at all: it is owed all the same. */
export const orphan: Rule = {
  code: 'R03',
  about: 'record',
  onError: 'none',
  check({ cdr, session }) {
    if (session !== null) return [];
    const { sessionId } = cdr;
    const pointer = '/session_id';
    if (sessionId === undefined) {
      return [observe('R03.no-session-named', { pointer, severity: 'info', action: 'accept' })];
    }
    const seen = { pointer, severity: 'warning', action: 'tolerate', claimed: sessionId } as const;
    return [observe('R03.no-session', seen, { sessionId })];
  },
};

/**
 * R03 the other way round, for the nightly sweep: a session that ended more than `patienceHours` ago
 * and has no CDR. Free sessions have one too (OCPI mod_cdrs: a CDR for every session).
 */
export function missingRecord(
  session: Session,
  now: Instant,
  patienceHours: number,
): Finding | undefined {
  const { status, endedAt } = session;
  if (endedAt === undefined || status === 'INVALID' || status === 'RESERVATION') return undefined;
  const waitedMs = millisecondsBetween(endedAt, now);
  if (waitedMs <= patienceHours * 3_600_000) return undefined;
  return observe(
    'R03.no-record',
    { pointer: '/end_date_time', severity: 'warning', action: 'hold', claimed: endedAt },
    { hours: String(Math.floor(waitedMs / 3_600_000)) },
  );
}
