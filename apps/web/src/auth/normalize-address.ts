import { z } from 'zod';

/** RFC 5321, 4.5.3.1.3: no path is longer. */
const address = z.email().max(254);

/**
 * The one spelling of an e-mail address that an account is known by. Throws on anything else, display
 * names, lists and control characters included: what is mailed to and what signs in are the same.
 */
export function normalizeAddress(typed: string): string {
  return address.parse(typed.normalize('NFKC').trim().toLowerCase());
}
