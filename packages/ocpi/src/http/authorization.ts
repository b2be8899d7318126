/** The header of a credentials token: Base64 of its UTF-8 (OCPI 2.2.1 transport_and_format). */
export function authorizationHeader(token: string): string {
  return `Token ${Buffer.from(token, 'utf8').toString('base64')}`;
}

const HEADER = /^token\s+(\S+)\s*$/i;
const PRINTABLE = /^[\x21-\x7e]+$/;
const MAX_LENGTH = 1_024;

/**
 * The tokens that an Authorization header may mean, the specified reading first: Base64, then as it
 * stands, since older peers send it raw. A decoded line break at the end is forgiven: the
 * specification's own sample has one. Empty when it is no such header.
 */
export function tokensOfHeader(header: string | undefined): string[] {
  const sent = HEADER.exec(header ?? '')?.[1];
  if (sent === undefined || sent.length > MAX_LENGTH) return [];
  const decoded = Buffer.from(sent, 'base64').toString('utf8').trim();
  return [...new Set([decoded, sent])].filter((token) => PRINTABLE.test(token));
}
