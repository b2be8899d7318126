import {
  enqueue,
  findPlanVersionAt,
  findTokenAtPlace,
  type HotClient,
  insertCharge,
  type StoredCharge,
} from '@peregrine/db';
import type { PartyRef } from '@peregrine/domain';
import { changeCharge } from './change-charge.ts';
import { PLAN_KEY } from './plan-key.ts';
import { SESSION_WAIT_MS } from './start-charge.ts';

/**
 * Opens the charge of a card that was just authorised in real time at a known EVSE, in the
 * transaction of that authorisation; `reference` is the one that we answered with. Undefined when
 * the token is not ours. Where the partner names no EVSE the session opens the charge instead.
 */
export async function openSwipeCharge(
  client: HotClient,
  at: Date,
  swipe: {
    readonly reference: string;
    readonly partnerId: string;
    readonly party: PartyRef;
    readonly tokenUid: string;
    readonly locationId: string;
    readonly evseUid: string;
    readonly connectorId?: string | undefined;
  },
): Promise<StoredCharge | undefined> {
  const place = await findTokenAtPlace(client, swipe);
  if (!place) return undefined;
  const charge = await insertCharge(client, {
    startId: null,
    origin: 'swipe',
    userId: place.userId,
    tokenUid: swipe.tokenUid,
    partnerId: swipe.partnerId,
    party: swipe.party,
    evseRowId: place.evseRowId,
    locationId: swipe.locationId,
    evseUid: swipe.evseUid,
    connectorId: swipe.connectorId ?? '',
    quoteId: null,
    planVersionId: (await findPlanVersionAt(client, PLAN_KEY, at)) ?? null,
    authorizationReference: swipe.reference,
    createdAt: at,
  });
  const runAt = new Date(at.getTime() + SESSION_WAIT_MS);
  await enqueue(client, { name: 'expire-start', payload: { chargeId: charge.id } }, { runAt });
  return await changeCharge(client, charge, at, [{ event: 'swiped' }]);
}
