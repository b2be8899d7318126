import type { Instant } from '@peregrine/domain';

/** An instant as whole ms since 1970-01-01T00:00Z. */
export function instantMs(instant: Instant): bigint {
  return BigInt(Date.parse(instant));
}
