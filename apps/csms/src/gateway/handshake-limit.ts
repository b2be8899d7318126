export type HandshakeLimit = {
  /** Whether one more handshake from this address may go on now. */
  allows(address: string): boolean;
};

/**
 * A bucket of handshakes per address: a storm of reconnects (or of guesses) from one place is told
 * to come back later instead of keeping the password hash busy.
 */
export function createHandshakeLimit(options: {
  readonly burst: number;
  readonly perSecond: number;
  readonly now: () => number;
}): HandshakeLimit {
  const { burst, perSecond, now } = options;
  const buckets = new Map<string, { tokens: number; at: number }>();
  const refill = (bucket: { tokens: number; at: number }, at: number) =>
    Math.min(burst, bucket.tokens + ((at - bucket.at) / 1000) * perSecond);
  return {
    allows(address) {
      const at = now();
      if (buckets.size > 10_000) {
        for (const [key, bucket] of buckets) if (refill(bucket, at) >= burst) buckets.delete(key);
      }
      const bucket = buckets.get(address) ?? { tokens: burst, at };
      const tokens = refill(bucket, at);
      buckets.set(address, { tokens: tokens >= 1 ? tokens - 1 : tokens, at });
      return tokens >= 1;
    },
  };
}
