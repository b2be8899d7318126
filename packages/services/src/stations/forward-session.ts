import { findStationTransaction } from '@peregrine/db';
import type { Context } from '../context.ts';
import { acceptSessions } from '../sessions/accept-sessions.ts';
import { buildSession } from './build-session.ts';
import { actingAsOwnPartner, type OwnPartner } from './own-site.ts';
import { gatherFacts } from './transaction-facts.ts';

/** Hands a transaction's newest state to the house as our CPO's session, as any partner would. */
export async function forwardSession(
  ctx: Context,
  own: OwnPartner,
  transactionId: number,
): Promise<void> {
  const transaction = await findStationTransaction(ctx.db.read, transactionId);
  if (!transaction) return;
  const facts = await gatherFacts(ctx, own, transaction);
  // Somebody else's token, or a connector of no location: kept at the station, nobody's session.
  if (typeof facts === 'string') return;
  const session = buildSession({
    party: own.party,
    place: facts.place,
    token: facts.token,
    currency: facts.tariff?.currency ?? 'EUR',
    tariffId: facts.tariff?.tariffId,
    transaction,
    readings: facts.readings,
    now: ctx.clock.now(),
  });
  await acceptSessions(actingAsOwnPartner(ctx, own), {
    partnerId: own.partnerId,
    items: [{ value: session, findings: [] }],
  });
}
