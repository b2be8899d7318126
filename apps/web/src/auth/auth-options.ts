import { mayMailLink } from '@peregrine/services';
import type { NextAuthOptions } from 'next-auth';
import type { EmailConfig } from 'next-auth/providers/email';
import { readEnvironment } from '../env.ts';
import { requestLocale } from '../i18n/request-locale.ts';
import { serviceContext } from '../runtime.ts';
import { createAdapter } from './adapter.ts';
import { normalizeAddress } from './normalize-address.ts';

const LINK_VALID_MINUTES = 60;
const SESSION_DAYS = 60;

let options: NextAuthOptions | undefined;

/** Sign-in by a one-time link, sessions in the database. */
export function authOptions(): NextAuthOptions {
  options ??= {
    secret: readEnvironment().AUTH_SECRET,
    adapter: createAdapter(),
    providers: [linkByMail()],
    session: { strategy: 'database', maxAge: SESSION_DAYS * 86_400, updateAge: 86_400 },
    // The form says itself that the mail is on its way; who gets there without it sees the form.
    pages: { signIn: '/sign-in', verifyRequest: '/sign-in', error: '/sign-in' },
    callbacks: {
      session({ session, user }) {
        const { id, email, role, locale } = user;
        return { ...session, reader: { id, email: email ?? '', role, locale } };
      },
    },
  };
  return options;
}

/**
 * The provider as an object of its own: next-auth's factory would bring nodemailer into the web
 * app, and mail leaves through the mail room here.
 */
function linkByMail(): EmailConfig {
  return {
    id: 'email',
    type: 'email',
    name: 'Email',
    server: '',
    from: '',
    maxAge: LINK_VALID_MINUTES * 60,
    options: {},
    normalizeIdentifier: normalizeAddress,
    async sendVerificationRequest({ identifier, url }) {
      const ctx = serviceContext({ kind: 'system' });
      const { mailer } = ctx.ports;
      if (!mailer) throw new Error('the web app is composed without a mailer');
      if (!(await mayMailLink(ctx, { email: identifier }))) return;
      await mailer.send({
        kind: 'sign-in',
        to: identifier,
        locale: await requestLocale(),
        url,
        validMinutes: LINK_VALID_MINUTES,
      });
    },
  };
}
