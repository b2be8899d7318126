import type { Tx } from '../client/open-database.ts';

/** Rows of a class in one go; the next sweep takes the rest. */
const MOST = 5_000;

/** One-time tokens and sessions of browsers that lapsed before a time. */
export async function deleteLapsedSignIns(tx: Tx, before: Date): Promise<void> {
  const lapsed = { where: { expiresAt: { lt: before } }, limit: MOST };
  await tx.verificationToken.deleteMany(lapsed);
  await tx.authSession.deleteMany(lapsed);
}

/** Webhook events received before a time, processed or not. */
export async function deleteOldWebhooks(tx: Tx, before: Date): Promise<void> {
  await tx.webhookEvent.deleteMany({ where: { receivedAt: { lt: before } }, limit: MOST });
}

/** Answers to partners' questions for a token, given before a time. */
export async function deleteOldAuthorizations(tx: Tx, before: Date): Promise<void> {
  await tx.authorization.deleteMany({ where: { at: { lt: before } }, limit: MOST });
}
