import {
  type ChargeOriginName,
  findChargeByReference,
  findChargeBySession,
  findChargesNear,
  findPlanVersionAt,
  findTokenAtPlace,
  type HotClient,
  hasOtherSession,
  insertCharge,
  isAuthorizedSwipe,
  lockEvidence,
} from '@peregrine/db';
import { dateOf, type Instant, type PartyRef } from '@peregrine/domain';
import { tellCharge } from './change-charge.ts';
import { newReference } from './new-reference.ts';
import { PLAN_KEY } from './plan-key.ts';

/** What a session or a CDR says about the charge that it belongs to. */
export type Evidence = {
  readonly kind: 'session' | 'cdr';
  readonly partnerId: string;
  readonly party: PartyRef;
  readonly sessionId?: string | undefined;
  readonly authorizationReference?: string | undefined;
  readonly tokenUid: string;
  readonly locationId: string;
  readonly evseUid: string;
  readonly connectorId: string;
  readonly startedAt: Instant;
};

/**
 * `ambiguous`: several charges fit, which were marked for a person; `unknown-token`: none of our
 * drivers. Both leave the evidence without a charge.
 */
export type Joined =
  | { readonly kind: 'joined'; readonly chargeId: string }
  | { readonly kind: 'created'; readonly chargeId: string }
  | { readonly kind: 'ambiguous'; readonly chargeIds: readonly string[] }
  | { readonly kind: 'unknown-token' };

/**
 * Finds the charge of a session or CDR, or creates it (`domain/README`, Origins): by our
 * authorisation reference, else by session id, else by token, EVSE and 15 minutes if that is
 * unique; else, with one of our tokens, it is the first that we hear of a charge.
 */
export async function joinEvidence(
  client: HotClient,
  at: Date,
  evidence: Evidence,
): Promise<Joined> {
  await lockEvidence(client, evidence);
  const known = (await byReference(client, evidence)) ?? (await bySession(client, evidence));
  if (known) return { kind: 'joined', chargeId: known };
  const near = await findChargesNear(client, {
    ...evidence,
    sessionId: evidence.sessionId ?? null,
    startedAt: dateOf(evidence.startedAt),
  });
  const live = near.filter(({ isVoid }) => !isVoid);
  const fitting = live.length > 0 ? live : near;
  const [only] = fitting;
  if (only && fitting.length === 1) return { kind: 'joined', chargeId: only.id };
  if (only) return await askPerson(client, at, fitting);
  return await createCharge(client, at, evidence);
}

async function byReference(client: HotClient, evidence: Evidence): Promise<string | undefined> {
  const { authorizationReference, partnerId, sessionId } = evidence;
  if (!authorizationReference) return undefined;
  const chargeId = await findChargeByReference(client, partnerId, authorizationReference);
  // A second session under the same reference is another charge, not more of the first.
  const taken = chargeId && sessionId && (await hasOtherSession(client, chargeId, sessionId));
  return taken ? undefined : chargeId;
}

async function bySession(client: HotClient, evidence: Evidence): Promise<string | undefined> {
  const { partnerId, party, sessionId } = evidence;
  return sessionId ? await findChargeBySession(client, { partnerId, party, sessionId }) : undefined;
}

async function askPerson(
  client: HotClient,
  at: Date,
  fitting: readonly { readonly id: string }[],
): Promise<Joined> {
  const chargeIds = fitting.map(({ id }) => id).sort();
  for (const id of chargeIds) {
    await tellCharge(client, id, at, [], { attention: 'ambiguous-match' });
  }
  return { kind: 'ambiguous', chargeIds };
}

async function createCharge(client: HotClient, at: Date, evidence: Evidence): Promise<Joined> {
  const place = await findTokenAtPlace(client, evidence);
  if (!place) return { kind: 'unknown-token' };
  const { authorizationReference: claimed } = evidence;
  const swiped =
    claimed !== undefined && (await isAuthorizedSwipe(client, claimed, evidence.tokenUid));
  // The reference of a swipe is ours and new; any other one is not ours to use.
  const free = swiped && !(await findChargeByReference(client, evidence.partnerId, claimed));
  const charge = await insertCharge(client, {
    startId: null,
    origin: originOf(evidence.kind, swiped),
    userId: place.userId,
    tokenUid: evidence.tokenUid,
    partnerId: evidence.partnerId,
    party: evidence.party,
    evseRowId: place.evseRowId,
    locationId: evidence.locationId,
    evseUid: evidence.evseUid,
    connectorId: evidence.connectorId,
    quoteId: null,
    planVersionId:
      (await findPlanVersionAt(client, PLAN_KEY, dateOf(evidence.startedAt))) ??
      (await findPlanVersionAt(client, PLAN_KEY, at)) ??
      null,
    authorizationReference: free ? claimed : newReference(),
    createdAt: at,
  });
  return { kind: 'created', chargeId: charge.id };
}

function originOf(kind: Evidence['kind'], swiped: boolean): ChargeOriginName {
  if (swiped) return 'swipe';
  return kind === 'session' ? 'swipe-offline' : 'cdr-only';
}
