import {
  findAppToken,
  findRfidTokens,
  findUserBy,
  hasOpenCharge,
  listStoredCards,
} from '@peregrine/db';
import type { Token } from '@peregrine/domain';
import type { Actor, Context } from '../context.ts';
import { ServiceError } from '../errors.ts';
import type { CardView } from '../payments/list-cards.ts';

/** `number`: the end of what is printed on the card, enough to tell one's cards apart. */
export type ChargingCardView = { readonly number: string; readonly valid: boolean };

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
  /** RFID cards, the newest first. */
  readonly chargingCards: readonly ChargingCardView[];
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
    chargingCards: (await findRfidTokens(ctx.db.read, userId)).map(chargingCardOf),
    hasOpenReceipt: await hasOpenCharge(ctx.db.read, userId),
  };
}

function chargingCardOf({ visualNumber, tokenUid, valid }: Token): ChargingCardView {
  const plain = (visualNumber ?? tokenUid).replaceAll(/[^0-9A-Za-z]/g, '');
  // Never the whole of it: a short number keeps half to itself.
  return { number: plain.slice(-Math.min(4, Math.floor(plain.length / 2))), valid };
}
