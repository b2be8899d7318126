import { createHash } from 'node:crypto';

/** SHA-256 (hex): all that is stored of a browser's token. */
export function hashSessionToken(sessionToken: string): string {
  return createHash('sha256').update(sessionToken).digest('hex');
}
