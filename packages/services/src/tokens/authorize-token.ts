import {
  findLocationParty,
  type HotClient,
  insertAuthorization,
  readTokenStanding,
  type StoredCharge,
  type TokenStanding,
} from '@peregrine/db';
import { type Allowed, instantOf, type PartyRef, type Token } from '@peregrine/domain';
import { chargeChanged } from '../charging/change-charge.ts';
import { newReference } from '../charging/new-reference.ts';
import { openSwipeCharge } from '../charging/open-swipe-charge.ts';
import type { Context } from '../context.ts';

/** `unknown`: not a token of ours. With `known` goes the token as we answer it. */
export type TokenAnswer =
  | { readonly kind: 'unknown'; readonly allowed: 'NOT_ALLOWED' }
  | {
      readonly kind: 'known';
      readonly allowed: Allowed;
      readonly token: Token;
      /** Only with ALLOWED: the partner repeats it in the session and the CDR. */
      readonly authorizationReference?: string;
    };

export type AuthorizationRequest = {
  readonly partnerId: string;
  readonly tokenUid: string;
  /** Where the card was held to; absent where the partner does not say. */
  readonly location?: { readonly locationId: string; readonly evseUids: readonly string[] };
};

/**
 * Answers a real-time authorisation (OCPI mod_tokens, POST): BLOCKED for a token that is not valid,
 * NO_CREDIT for a driver without a card or with an unpaid receipt. Opening hours and the EVSE's
 * status are no reason to refuse. ALLOWED at one EVSE opens the swipe's charge with the reference.
 */
export async function authorizeToken(
  ctx: Context,
  request: AuthorizationRequest,
): Promise<TokenAnswer> {
  const at = ctx.clock.now();
  const decided = await ctx.db.hot((client) => decide(ctx, client, request, at));
  if (decided.charge) await ctx.db.publish([chargeChanged(decided.charge)]);
  return decided.answer;
}

type Decided = { readonly answer: TokenAnswer; readonly charge?: StoredCharge | undefined };

async function decide(
  ctx: Context,
  client: HotClient,
  request: AuthorizationRequest,
  at: Date,
): Promise<Decided> {
  const standing = await readTokenStanding(client, request.tokenUid);
  if (!standing) return { answer: { kind: 'unknown', allowed: 'NOT_ALLOWED' } };
  const { tokenUid } = standing;
  const allowed = verdictOn(standing);
  const reference = newReference();
  const { partnerId, location } = request;
  const evseUids = location?.evseUids ?? [];
  await insertAuthorization(client, {
    reference,
    partnerId,
    tokenUid,
    allowed,
    evseUids,
    at,
    ...(location ? { locationId: location.locationId } : {}),
  });
  const token = tokenOf(standing);
  if (allowed !== 'ALLOWED') return { answer: { kind: 'known', allowed, token } };
  const answer = { kind: 'known', allowed, token, authorizationReference: reference } as const;
  const [evseUid] = evseUids;
  if (!location || evseUid === undefined || evseUids.length > 1) return { answer };
  const party = await partyAt(ctx, client, partnerId, location.locationId);
  if (!party) return { answer };
  const { locationId } = location;
  const swipe = { reference, partnerId, party, tokenUid, locationId, evseUid };
  return { answer, charge: await openSwipeCharge(client, at, swipe) };
}

function verdictOn(standing: TokenStanding): Allowed {
  if (!standing.valid) return 'BLOCKED';
  return standing.hasCard && !standing.hasOpenInvoice ? 'ALLOWED' : 'NO_CREDIT';
}

/** Whose station it is: the known location's, else the partner's only party. */
async function partyAt(
  ctx: Context,
  client: HotClient,
  partnerId: string,
  locationId: string,
): Promise<PartyRef | undefined> {
  const known = await findLocationParty(client, partnerId, locationId);
  if (known) return known;
  const parties = ctx.actor.kind === 'partner' ? ctx.actor.parties : [];
  return parties.length === 1 ? parties[0] : undefined;
}

function tokenOf(standing: TokenStanding): Token {
  return {
    party: { countryCode: standing.countryCode, partyId: standing.partyId },
    tokenUid: standing.tokenUid,
    type: standing.type,
    contractId: standing.contractId,
    issuer: standing.issuer,
    valid: standing.valid,
    whitelist: standing.whitelist as Token['whitelist'],
    lastUpdated: instantOf(standing.lastUpdated),
    ...(standing.visualNumber === null ? {} : { visualNumber: standing.visualNumber }),
  };
}
