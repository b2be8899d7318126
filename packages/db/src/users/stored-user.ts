import type { Tx } from '../client/open-database.ts';

export type UserRoleName = 'driver' | 'staff';

export type StoredUser = {
  readonly id: string;
  readonly email: string;
  readonly emailVerified: Date | null;
  readonly name: string | null;
  readonly role: UserRoleName;
  readonly locale: string;
};

const FIELDS = {
  id: true,
  email: true,
  emailVerified: true,
  name: true,
  role: true,
  locale: true,
} as const;

/** Emails are compared without case. */
export async function findUserBy(
  tx: Tx,
  key: { readonly id: string } | { readonly email: string },
): Promise<StoredUser | undefined> {
  const where = 'id' in key ? { id: key.id } : { email: key.email };
  return (await tx.user.findUnique({ where, select: FIELDS })) ?? undefined;
}

export async function insertUser(
  tx: Tx,
  user: {
    email: string;
    emailVerified: Date | null;
    name: string | null;
    role: UserRoleName;
    createdAt: Date;
  },
): Promise<StoredUser> {
  return await tx.user.create({ data: user, select: FIELDS });
}

export async function changeUser(
  tx: Tx,
  id: string,
  changes: { email?: string; emailVerified?: Date | null; name?: string | null; locale?: string },
): Promise<StoredUser> {
  return await tx.user.update({ where: { id }, data: changes, select: FIELDS });
}

/** A signed-in browser; its token is known to us only as a hash. */
export type StoredAuthSession = { readonly userId: string; readonly expiresAt: Date };

export async function insertAuthSession(
  tx: Tx,
  session: { sessionTokenHash: string; userId: string; expiresAt: Date },
): Promise<void> {
  await tx.authSession.create({ data: session });
}

export async function findAuthSessionByHash(
  tx: Tx,
  sessionTokenHash: string,
): Promise<(StoredAuthSession & { readonly user: StoredUser }) | undefined> {
  const row = await tx.authSession.findUnique({
    where: { sessionTokenHash },
    select: { userId: true, expiresAt: true, user: { select: FIELDS } },
  });
  return row ?? undefined;
}

export async function extendAuthSession(
  tx: Tx,
  sessionTokenHash: string,
  expiresAt: Date,
): Promise<StoredAuthSession | undefined> {
  const { count } = await tx.authSession.updateMany({
    where: { sessionTokenHash },
    data: { expiresAt },
  });
  return count === 0 ? undefined : await findAuthSessionByHash(tx, sessionTokenHash);
}

export async function deleteAuthSessionByHash(tx: Tx, sessionTokenHash: string): Promise<void> {
  await tx.authSession.deleteMany({ where: { sessionTokenHash } });
}

export async function insertVerificationToken(
  tx: Tx,
  token: { identifier: string; token: string; expiresAt: Date },
): Promise<void> {
  await tx.verificationToken.create({ data: token });
}

/** One-time tokens of an identifier that were neither used nor lapsed. */
export async function countStandingTokens(tx: Tx, identifier: string, now: Date): Promise<number> {
  return await tx.verificationToken.count({ where: { identifier, expiresAt: { gt: now } } });
}

/** Takes a one-time token away: whoever deletes it has used it. */
export async function takeVerificationToken(
  tx: Tx,
  key: { identifier: string; token: string },
): Promise<{ readonly expiresAt: Date } | undefined> {
  const row = await tx.verificationToken.findUnique({ where: { identifier_token: key } });
  if (!row) return undefined;
  const { count } = await tx.verificationToken.deleteMany({ where: key });
  return count === 1 ? { expiresAt: row.expiresAt } : undefined;
}
