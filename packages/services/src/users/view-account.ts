import { findAppToken, findUserBy, hasOpenCharge, listStoredCards } from '@peregrine/db';
import type { Actor, Context } from '../context.ts';
import { ServiceError } from '../errors.ts';
import type { CardView } from '../payments/list-cards.ts';

/** A person's own account. */
export type AccountView = {
  readonly id: string;
  readonly email: string;
  readonly name?: string;
  readonly role: 'driver' | 'staff';
  readonly locale: string;
  /** The eMA ID under which operators know the driver. */
  readonly contractId?: string;
  readonly cards: readonly CardView[];
  /** A receipt waits to be paid: further starts wait. */
  readonly hasOpenReceipt: boolean;
};

export async function viewAccount(
  ctx: Context<Extract<Actor, { kind: 'driver' | 'staff' }>>,
): Promise<AccountView> {
  const { userId } = ctx.actor;
  const user = await findUserBy(ctx.db.read, { id: userId });
  if (!user) throw new ServiceError('not-found', 'This account is not known.');
  const token = await findAppToken(ctx.db.read, userId);
  return {
    id: user.id,
    email: user.email,
    ...(user.name === null ? {} : { name: user.name }),
    role: user.role,
    locale: user.locale,
    ...(token ? { contractId: token.contractId } : {}),
    cards: await listStoredCards(ctx.db.read, userId),
    hasOpenReceipt: await hasOpenCharge(ctx.db.read, userId),
  };
}
