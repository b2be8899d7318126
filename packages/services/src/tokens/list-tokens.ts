import { findTokens } from '@peregrine/db';
import { dateOf, type Instant, type Token } from '@peregrine/domain';
import type { Context } from '../context.ts';

/** Our tokens for a partner's GET, `from` inclusive and `to` exclusive, the oldest change first. */
export async function listTokens(
  ctx: Context,
  input: {
    readonly from?: Instant;
    readonly to?: Instant;
    readonly offset: number;
    readonly limit: number;
  },
): Promise<{ readonly tokens: readonly Token[]; readonly totalCount: number }> {
  const { from, to, offset, limit } = input;
  return await findTokens(ctx.db.read, {
    offset,
    limit,
    ...(from ? { from: dateOf(from) } : {}),
    ...(to ? { to: dateOf(to) } : {}),
  });
}
