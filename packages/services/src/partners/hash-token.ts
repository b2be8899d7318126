import { createHash, randomBytes } from 'node:crypto';

/** A credentials token of ours: 32 random bytes as 43 printable characters (OCPI allows 64). */
export function newCredentialsToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a token that partners send us: its SHA-256, hex. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token, 'utf8').digest('hex');
}
