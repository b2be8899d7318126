import type { Finding } from '@peregrine/domain';
import { observe } from '../observe.ts';
import type { Rule } from '../types.ts';

/** R20: a token that we never issued, or had blocked, and an authorisation that we never gave. */
export const token: Rule = {
  code: 'R20',
  about: 'record',
  onError: 'refused',
  check({ cdr, token: ours }) {
    if (ours === undefined) return [];
    const error = { pointer: '/cdr_token/uid', severity: 'error', action: 'dispute' } as const;
    const claimed = cdr.token.tokenUid;
    if (ours === null) return [observe('R20.unknown', { ...error, claimed })];
    const found: Finding[] = [];
    if (ours.blocked) found.push(observe('R20.blocked', { ...error, claimed }));
    const warning = { severity: 'warning', action: 'tolerate' } as const;
    if (ours.contractId.toUpperCase() !== cdr.token.contractId.toUpperCase()) {
      const contracts = { claimed: cdr.token.contractId, computed: ours.contractId };
      const seen = { ...warning, ...contracts, pointer: '/cdr_token/contract_id' };
      found.push(observe('R20.other-contract', seen, { ours: ours.contractId }));
    }
    const reference = cdr.authorizationReference;
    const isGiven = !ours.references || !reference || ours.references.includes(reference);
    if (!isGiven) {
      const seen = { ...warning, pointer: '/authorization_reference', claimed: reference };
      found.push(observe('R20.other-reference', seen));
    }
    return found;
  },
};
