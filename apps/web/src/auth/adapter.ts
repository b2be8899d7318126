import {
  type AuthSessionView,
  createAuthSession,
  createUser,
  createVerificationToken,
  deleteAuthSession,
  findAuthSession,
  findUser,
  type SignInUser,
  useVerificationToken as takeVerificationToken,
  updateAuthSession,
  updateUser,
} from '@peregrine/services';
import type { Adapter, AdapterUser } from 'next-auth/adapters';
import { requestLocale } from '../i18n/request-locale.ts';
import { serviceContext } from '../runtime.ts';

/** next-auth's adapter over the verbs of users; the e-mail provider needs no more than this. */
export function createAdapter(): Adapter {
  const ctx = () => serviceContext({ kind: 'system' });
  return {
    async createUser({ email, emailVerified, name }: Omit<AdapterUser, 'id'>) {
      const { id } = await createUser(ctx(), { email, emailVerified, name: name ?? null });
      // Mails speak the language in which the driver signed up.
      return adapterUser(await updateUser(ctx(), { id, locale: await requestLocale() }));
    },
    getUser: async (id) => adapterUserOrNull(await findUser(ctx(), { id })),
    getUserByEmail: async (email) => adapterUserOrNull(await findUser(ctx(), { email })),
    // No other ways to sign in: there are no accounts of other providers.
    getUserByAccount: async () => null,
    updateUser: async ({ id, email, emailVerified }) =>
      adapterUser(
        await updateUser(ctx(), {
          id,
          ...(email !== undefined && { email }),
          ...(emailVerified !== undefined && { emailVerified }),
        }),
      ),
    createSession: (session: AuthSessionView) => createAuthSession(ctx(), session),
    async getSessionAndUser(sessionToken) {
      const found = await findAuthSession(ctx(), { sessionToken });
      return found ? { session: found.session, user: adapterUser(found.user) } : null;
    },
    updateSession: async ({ sessionToken, expires }) =>
      expires ? await updateAuthSession(ctx(), { sessionToken, expires }) : null,
    deleteSession: (sessionToken) => deleteAuthSession(ctx(), { sessionToken }),
    async createVerificationToken(token) {
      await createVerificationToken(ctx(), token);
      return token;
    },
    useVerificationToken: async (token) => (await takeVerificationToken(ctx(), token)) ?? null,
  };
}

function adapterUser(user: SignInUser): AdapterUser {
  return user;
}

function adapterUserOrNull(user: SignInUser | undefined): AdapterUser | null {
  return user ?? null;
}
