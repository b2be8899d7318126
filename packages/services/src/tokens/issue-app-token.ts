import { randomBytes } from 'node:crypto';
import {
  findAppToken,
  findPartnersOffering,
  insertToken,
  type Tx,
  writeAudit,
} from '@peregrine/db';
import { appTokenUid, instantOf, type Token } from '@peregrine/domain';
import type { Context } from '../context.ts';
import { enqueuePush } from '../partners/connect-partner.ts';
import { newContractId } from './new-contract-id.ts';

/**
 * Gives a driver the one app token that starts charges from the app, and has it pushed to every
 * partner. Asked again, it answers the token that is there: its uid never changes.
 */
export async function issueAppToken(ctx: Context, input: { userId: string }): Promise<Token> {
  return await ctx.db.tx((tx) => issueAppTokenIn(ctx, tx, input.userId));
}

/** The same inside the transaction that makes the driver. */
export async function issueAppTokenIn(ctx: Context, tx: Tx, userId: string): Promise<Token> {
  const known = await findAppToken(tx, userId);
  if (known) return known;
  const token: Token = {
    party: ctx.seller.emspParty,
    tokenUid: appTokenUid(randomBytes(20)),
    type: 'APP_USER',
    contractId: newContractId(ctx.seller.emspParty),
    issuer: ctx.seller.name,
    valid: true,
    whitelist: 'ALLOWED',
    lastUpdated: instantOf(ctx.clock.now()),
  };
  await keepToken(ctx, tx, token, userId, 'token.issue');
  return token;
}

/** Inserts a token, with its audit row and a push to every partner that takes tokens. */
export async function keepToken(
  ctx: Context,
  tx: Tx,
  token: Token,
  userId: string,
  action: string,
): Promise<void> {
  await insertToken(tx, token, { userId });
  await writeAudit(tx, ctx.actor, {
    at: ctx.clock.now(),
    action,
    subject: 'user',
    subjectId: userId,
    details: { type: token.type },
  });
  for (const partnerId of await findPartnersOffering(tx, 'tokens', 'RECEIVER'))
    await enqueuePush(tx, token.tokenUid, partnerId);
}
