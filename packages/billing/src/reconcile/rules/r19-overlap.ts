import { type Cdr, type Finding, sameParty } from '@peregrine/domain';
import { observe } from '../observe.ts';
import { toleratedMs } from '../tolerances.ts';
import type { Facts, KeptCdr, Rule } from '../types.ts';

/**
 * R19: two charges at one connector at a time cannot be; two with one token can (a card for two
 * cars), but are odd.
 */
export const overlap: Rule = {
  code: 'R19',
  about: 'quantities',
  onError: 'held',
  check(facts) {
    return (facts.neighbours ?? []).flatMap((neighbour) => compareWith(facts, neighbour));
  },
};

function compareWith(facts: Facts, { cdr: other, state }: KeptCdr): Finding[] {
  const { cdr } = facts;
  const isSelf = sameParty(cdr.party, other.party) && cdr.cdrId === other.cdrId;
  if (isSelf || other.credit || state === 'superseded') return [];
  if (overlapMs(cdr, other) <= toleratedMs(facts)) return [];
  const seen = { claimed: cdr.cdrId, computed: other.cdrId };
  const values = { other: other.cdrId };
  if (isSameConnector(cdr, other)) {
    const pointer = '/cdr_location/evse_uid';
    const error = { ...seen, pointer, severity: 'error', action: 'hold' } as const;
    return [observe('R19.evse', error, values)];
  }
  if (cdr.token.tokenUid !== other.token.tokenUid) return [];
  const pointer = '/cdr_token/uid';
  const warning = { ...seen, pointer, severity: 'warning', action: 'tolerate' } as const;
  return [observe('R19.token', warning, values)];
}

function overlapMs(a: Cdr, b: Cdr): number {
  const from = Math.max(Date.parse(a.startedAt), Date.parse(b.startedAt));
  return Math.min(Date.parse(a.endedAt), Date.parse(b.endedAt)) - from;
}

function isSameConnector(a: Cdr, b: Cdr): boolean {
  return (
    sameParty(a.party, b.party) &&
    a.location.evseUid === b.location.evseUid &&
    a.location.connectorId === b.location.connectorId
  );
}
