import { findPartner, findToken, savePush } from '@peregrine/db';
import { dateOf } from '@peregrine/domain';
import type { Context } from '../context.ts';
import { need } from '../need.ts';
import { partnerConnection } from '../partners/partner-connection.ts';

/**
 * Pushes a token's current state to a partner, and keeps which state it confirmed. Throws what the
 * push threw, so that the job is tried again; a partner that left, or never took tokens, gets none.
 */
export async function pushToken(
  ctx: Context,
  input: { readonly tokenUid: string; readonly partnerId: string },
): Promise<void> {
  const { tokenUid, partnerId } = input;
  const [token, partner] = [
    await findToken(ctx.db.read, tokenUid),
    await findPartner(ctx.db.read, partnerId),
  ];
  const takes = partner?.endpoints.some((e) => e.module === 'tokens' && e.role === 'RECEIVER');
  if (!token || partner?.status !== 'connected' || !takes) return;
  const at = ctx.clock.now();
  try {
    const connection = await partnerConnection(ctx, partnerId);
    await need(ctx.ports.partners, 'partner gateways').ocpi.pushToken(connection, token);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    await savePush(ctx.db.read, { tokenUid, partnerId, at, error: text });
    throw error;
  }
  const state = dateOf(token.lastUpdated);
  await savePush(ctx.db.read, { tokenUid, partnerId, at, state });
}
