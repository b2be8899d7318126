import { type Cdr, type Finding, sameParty } from '@peregrine/domain';
import { observe } from '../observe.ts';
import type { Facts, KeptCdr, Rule } from '../types.ts';

/**
 * R01: a CDR that came before. The same content again is no matter; other content under the same id
 * is quarantined, or a revision where the agreement lets a CDR be revised. One of another id that
 * tells of the same charge is held: it must not be owed twice.
 */
export const duplicate: Rule = {
  code: 'R01',
  about: 'record',
  onError: 'held',
  forCredits: true,
  check(facts) {
    return (facts.earlier ?? []).flatMap((kept) =>
      isSameId(facts.cdr, kept.cdr) ? sameId(facts, kept) : sameCharge(facts.cdr, kept),
    );
  },
};

function isSameId(a: Cdr, b: Cdr): boolean {
  return sameParty(a.party, b.party) && a.cdrId.toLowerCase() === b.cdrId.toLowerCase();
}

function sameId({ cdr, agreement }: Facts, { sameContent }: KeptCdr): Finding[] {
  if (sameContent !== false) return [];
  const seen = { pointer: '/id', claimed: cdr.cdrId } as const;
  const { cdrId } = cdr;
  if (agreement?.terms.mayReviseCdr) {
    return [
      observe('R01.revised', { ...seen, severity: 'warning', action: 'request-credit' }, { cdrId }),
    ];
  }
  return [observe('R01.same-id', { ...seen, severity: 'error', action: 'dispute' }, { cdrId })];
}

function sameCharge(cdr: Cdr, { cdr: other, state }: KeptCdr): Finding[] {
  // What was credited is gone: its successor may tell of the same charge.
  if (cdr.credit || other.credit || state === 'superseded') return [];
  const { sessionId } = cdr;
  const seen = {
    severity: 'error',
    action: 'dispute',
    claimed: cdr.cdrId,
    computed: other.cdrId,
  } as const;
  const isSameOwner = sameParty(cdr.party, other.party);
  if (sessionId !== undefined && sessionId === other.sessionId && isSameOwner) {
    const values = { other: other.cdrId, sessionId };
    return [observe('R01.same-session', { ...seen, pointer: '/session_id' }, values)];
  }
  const isSameStart =
    cdr.token.tokenUid === other.token.tokenUid &&
    cdr.location.evseUid === other.location.evseUid &&
    cdr.startedAt === other.startedAt;
  if (!isSameStart) return [];
  const values = { other: other.cdrId };
  return [observe('R01.same-start', { ...seen, pointer: '/start_date_time' }, values)];
}
