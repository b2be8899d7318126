import { createHash, randomBytes } from 'node:crypto';
import type { Context } from '../context.ts';
import { createVerificationToken } from './create-verification-token.ts';

/**
 * An ordinary one-time sign-in link, as next-auth's email provider would have mailed it: the token
 * is stored as sha256(token + secret) (next-auth 4, hashToken). `secret` is the web app's.
 */
export async function createSignInLink(
  ctx: Context,
  input: {
    readonly email: string;
    readonly secret: string;
    readonly callbackPath: string;
    readonly validMs: number;
  },
): Promise<string> {
  const token = randomBytes(32).toString('hex');
  await createVerificationToken(ctx, {
    identifier: input.email,
    token: createHash('sha256').update(`${token}${input.secret}`).digest('hex'),
    expires: new Date(ctx.clock.now().getTime() + input.validMs),
  });
  const link = new URL('/api/auth/callback/email', ctx.urls.web);
  link.searchParams.set('callbackUrl', new URL(input.callbackPath, ctx.urls.web).href);
  link.searchParams.set('token', token);
  link.searchParams.set('email', input.email);
  return link.href;
}
