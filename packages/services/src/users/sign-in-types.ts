import type { StoredUser } from '@peregrine/db';

/** A person as next-auth's adapter knows one. */
export type SignInUser = Pick<
  StoredUser,
  'id' | 'email' | 'emailVerified' | 'name' | 'role' | 'locale'
>;
export type AuthSessionView = {
  readonly sessionToken: string;
  readonly userId: string;
  readonly expires: Date;
};
