import { findToken, findUserBy, isUniqueViolation } from '@peregrine/db';
import { instantOf, type Token } from '@peregrine/domain';
import type { Context } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { keepToken } from './issue-app-token.ts';
import { newContractId } from './new-contract-id.ts';

/**
 * Registers an RFID card of a driver (staff). `tokenUid`: as a reader gives it, kept in upper case;
 * OCPP 1.6 allows 20 characters. Refuses not-allowed, not-found (no such driver), conflict (the card
 * is someone's), invalid-input.
 */
export async function registerCard(
  ctx: Context,
  input: {
    readonly userId?: string;
    readonly email?: string;
    readonly tokenUid: string;
    readonly visualNumber: string;
  },
): Promise<{ readonly tokenUid: string }> {
  if (ctx.actor.kind !== 'staff' && ctx.actor.kind !== 'system')
    throw new ServiceError('not-allowed', 'Only staff may register cards.');
  const tokenUid = input.tokenUid.trim().toUpperCase();
  if (!/^[0-9A-Z]{4,20}$/.test(tokenUid))
    throw new ServiceError('invalid-input', 'The uid has 4 to 20 letters and digits.', {
      field: 'tokenUid',
    });
  const taken = new ServiceError('conflict', 'This card is registered already.', {
    field: 'tokenUid',
  });
  const token = rfidToken(ctx, tokenUid, input.visualNumber.trim());
  try {
    await ctx.db.tx(async (tx) => {
      const userId =
        input.userId ??
        (input.email ? (await findUserBy(tx, { email: input.email }))?.id : undefined);
      if (!userId)
        throw new ServiceError('not-found', 'There is no driver with this address.', {
          field: 'email',
        });
      if (await findToken(tx, tokenUid)) throw taken;
      await keepToken(ctx, tx, token, userId, 'token.register');
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw taken;
    throw error;
  }
  return { tokenUid };
}

function rfidToken(ctx: Context, tokenUid: string, visualNumber: string): Token {
  return {
    party: ctx.seller.emspParty,
    tokenUid,
    type: 'RFID',
    contractId: newContractId(ctx.seller.emspParty),
    visualNumber,
    issuer: ctx.seller.name,
    valid: true,
    whitelist: 'ALLOWED',
    lastUpdated: instantOf(ctx.clock.now()),
  };
}
