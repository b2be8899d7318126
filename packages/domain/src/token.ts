import type { Instant } from './instant.ts';
import type { PartyRef } from './party.ts';

export const TOKEN_TYPES = ['APP_USER', 'RFID', 'AD_HOC_USER', 'OTHER'] as const;
export type TokenType = (typeof TOKEN_TYPES)[number];

/** A token as a session or CDR names it; the party is missing from some peers. */
export type TokenRef = {
  readonly party?: PartyRef;
  readonly tokenUid: string;
  readonly type: TokenType;
  readonly contractId: string;
};

/** A token that we issue (OCPI mod_tokens, Token). */
export type Token = {
  readonly party: PartyRef;
  readonly tokenUid: string;
  readonly type: TokenType;
  readonly contractId: string;
  readonly visualNumber?: string;
  readonly issuer: string;
  readonly valid: boolean;
  readonly whitelist: 'ALWAYS' | 'ALLOWED' | 'ALLOWED_OFFLINE' | 'NEVER';
  readonly language?: string;
  readonly lastUpdated: Instant;
};

/** Our answer to a real-time authorisation (OCPI mod_tokens, AuthorizationInfo). */
export const ALLOWED = ['ALLOWED', 'BLOCKED', 'EXPIRED', 'NO_CREDIT', 'NOT_ALLOWED'] as const;
export type Allowed = (typeof ALLOWED)[number];

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** An APP_USER uid from 20 random bytes: 20 characters of A-Z2-7, which OCPP 1.6's idTag can hold. */
export function appTokenUid(randomBytes: Uint8Array): string {
  if (randomBytes.length < 20) throw new Error('an app token uid needs 20 random bytes');
  return Array.from(randomBytes.slice(0, 20), (byte) => ALPHABET[byte & 31]).join('');
}
