import { instantOf, partyRef, type Token, type TokenRef } from '@peregrine/domain';

/** The app token of a driver of ours. */
export function buildToken(change: Partial<Token> = {}): Token {
  return {
    party: partyRef('NL', 'PER'),
    tokenUid: 'ABCDEFGHIJKLMNOPQR23',
    type: 'APP_USER',
    contractId: 'NL-PER-C00000001-X',
    issuer: 'Peregrine',
    valid: true,
    whitelist: 'ALLOWED',
    lastUpdated: instantOf(new Date('2026-03-01T09:00:00Z')),
    ...change,
  };
}

/** How sessions and CDRs name a token. */
export function tokenRefOf(token: Token): TokenRef {
  const { party, tokenUid, type, contractId } = token;
  return { party, tokenUid, type, contractId };
}
