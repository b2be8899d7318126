import { countStandingTokens } from '@peregrine/db';
import type { Context } from '../context.ts';

/** Links that may stand for one address before we write to it again. */
const MOST_STANDING = 20;

/**
 * Whether another sign-in link may be mailed to an address: anybody can ask for one in somebody
 * else's name, and no mailbox is filled that way. Links that were used, or lapsed, do not count.
 */
export async function mayMailLink(
  ctx: Context,
  input: { readonly email: string },
): Promise<boolean> {
  const standing = await countStandingTokens(ctx.db.read, input.email, ctx.clock.now());
  return standing <= MOST_STANDING;
}
