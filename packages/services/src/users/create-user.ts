import { findUserBy, insertUser, writeAudit } from '@peregrine/db';
import type { Context } from '../context.ts';
import { issueAppTokenIn } from '../tokens/issue-app-token.ts';
import type { SignInUser } from './sign-in-types.ts';

/**
 * Signs a driver up and issues the app token, which is pushed to all partners. An email that is
 * known (in any case) answers its account.
 */
export async function createUser(
  ctx: Context,
  input: {
    readonly email: string;
    readonly emailVerified?: Date | null;
    readonly name?: string | null;
  },
): Promise<SignInUser> {
  const now = ctx.clock.now();
  return await ctx.db.tx(async (tx) => {
    const known = await findUserBy(tx, { email: input.email });
    if (known) return known;
    const created = await insertUser(tx, {
      email: input.email,
      emailVerified: input.emailVerified ?? null,
      name: input.name ?? null,
      role: 'driver',
      createdAt: now,
    });
    await writeAudit(tx, ctx.actor, {
      at: now,
      action: 'user.create',
      subject: 'user',
      subjectId: created.id,
    });
    await issueAppTokenIn(ctx, tx, created.id);
    return created;
  });
}
