import { callPeer, findEndpoint } from './call-peer.ts';
import type { Platform } from './platform.ts';
import type { Spot } from './read-objects.ts';
import type { Charges } from './run-charges.ts';
import type { WireCdrToken, WireToken } from './wire.ts';

export type Swipe = {
  tokenUid: string;
  /**
   * `online` asks the eMSP; `offline` trusts a card of the whitelist, so that the session is the
   * first it hears; `cdr-only` tells no session either.
   */
  mode: 'online' | 'offline' | 'cdr-only';
};

export type SwipeResult =
  | { kind: 'started'; sessionId: string; authorizationReference?: string }
  | { kind: 'refused'; reason: string };

type AuthorizationInfo = {
  allowed?: string;
  token?: WireCdrToken;
  authorization_reference?: string;
};

/** A driver holds a card to the reader of an EVSE, plugged in already. */
export async function swipeCard(
  platform: Platform,
  charges: Charges,
  spot: Spot,
  swipe: Swipe,
): Promise<SwipeResult> {
  if (spot.evse.status !== 'AVAILABLE') return { kind: 'refused', reason: spot.evse.status };
  if (swipe.mode !== 'online') return startOffline(platform, charges, spot, swipe);
  const tokens = platform.state.peer && findEndpoint(platform.state.peer, 'tokens', 'SENDER');
  if (!tokens) return { kind: 'refused', reason: 'no eMSP to ask' };
  // Real-time authorisation (mod_tokens, POST): no party in the path, type RFID by default.
  const reply = await callPeer(platform, {
    method: 'POST',
    url: `${tokens}/${encodeURIComponent(swipe.tokenUid)}/authorize?type=RFID`,
    body: { location_id: spot.location.id, evse_uids: [spot.evse.uid] },
    from: spot.location,
  });
  const info = (reply.data ?? {}) as AuthorizationInfo;
  if (!reply.isOk || info.allowed !== 'ALLOWED' || !info.token) {
    const reason = info.allowed ?? `HTTP ${reply.httpStatus}, OCPI ${reply.ocpiStatus}`;
    return { kind: 'refused', reason };
  }
  const reference = info.authorization_reference;
  const session = charges.start(spot, {
    token: info.token,
    method: 'AUTH_REQUEST',
    ...(reference && { reference }),
  });
  return {
    kind: 'started',
    sessionId: session.id,
    ...(reference && { authorizationReference: reference }),
  };
}

function startOffline(platform: Platform, charges: Charges, spot: Spot, swipe: Swipe): SwipeResult {
  const card = Object.values(platform.state.tokens).find((it) => it.uid === swipe.tokenUid);
  if (!card || !isWhitelisted(card)) return { kind: 'refused', reason: 'not on the whitelist' };
  const quiet = swipe.mode === 'cdr-only';
  const session = charges.start(spot, { token: card, method: 'WHITELIST' }, quiet);
  return { kind: 'started', sessionId: session.id };
}

function isWhitelisted(card: WireToken): boolean {
  return card.valid && card.whitelist !== 'NEVER';
}
