import type { Tx } from '../client/open-database.ts';

export type StoredCard = {
  readonly paymentMethodId: string;
  readonly brand: string;
  readonly last4: string;
  readonly expiryMonth: number;
  readonly expiryYear: number;
  readonly preferred: boolean;
};

/** A driver's saved cards, the preferred one first, then the newest. */
export async function listStoredCards(tx: Tx, userId: string): Promise<StoredCard[]> {
  const rows = await tx.paymentMethod.findMany({
    where: { userId },
    orderBy: [{ preferred: 'desc' }, { createdAt: 'desc' }],
  });
  return rows.map(({ id, brand, last4, expiryMonth, expiryYear, preferred }) => ({
    paymentMethodId: id,
    brand,
    last4,
    expiryMonth,
    expiryYear,
    preferred,
  }));
}

/** The card that the next payment uses, with its owner at the provider. */
export async function findPreferredCard(
  tx: Tx,
  userId: string,
): Promise<{ readonly customerId: string; readonly paymentMethodId: string } | undefined> {
  const profile = await tx.paymentProfile.findUnique({ where: { userId } });
  const [card] = await listStoredCards(tx, userId);
  return profile && card
    ? { customerId: profile.customerId, paymentMethodId: card.paymentMethodId }
    : undefined;
}

/** Keeps a saved card and makes it the preferred one; a card that is known stays as it is. */
export async function keepCard(
  tx: Tx,
  userId: string,
  card: Omit<StoredCard, 'preferred'>,
  at: Date,
): Promise<void> {
  const { paymentMethodId, ...printed } = card;
  if (await tx.paymentMethod.findUnique({ where: { id: paymentMethodId } })) return;
  await tx.paymentMethod.updateMany({ where: { userId }, data: { preferred: false } });
  await tx.paymentMethod.create({
    data: { id: paymentMethodId, userId, ...printed, preferred: true, createdAt: at },
  });
}

export async function findCustomer(tx: Tx, userId: string): Promise<string | undefined> {
  return (await tx.paymentProfile.findUnique({ where: { userId } }))?.customerId;
}

export async function findUserOfCustomer(tx: Tx, customerId: string): Promise<string | undefined> {
  return (await tx.paymentProfile.findUnique({ where: { customerId } }))?.userId;
}

export async function keepCustomer(tx: Tx, userId: string, customerId: string): Promise<void> {
  await tx.paymentProfile.upsert({
    where: { userId },
    create: { userId, customerId },
    update: {},
  });
}

/** Whether an invoice of this driver waits to be paid after a refused payment. */
export async function hasOpenCharge(tx: Tx, userId: string): Promise<boolean> {
  return (await tx.charge.count({ where: { userId, settlementState: 'open' } })) > 0;
}
