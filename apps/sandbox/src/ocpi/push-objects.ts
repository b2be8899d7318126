import { callPeer, findEndpoint, type PeerAnswer } from './call-peer.ts';
import type { Platform } from './platform.ts';
import type { Spot } from './read-objects.ts';
import type { WireCdr, WireSession, WireTariff } from './wire.ts';

const NOT_SENT: PeerAnswer = { isOk: false, httpStatus: 0 };

/** Sends a whole session (PUT) or what changed of it (PATCH). Nothing while pushes are paused. */
export async function pushSession(
  platform: Platform,
  session: WireSession,
  changes?: Partial<WireSession>,
): Promise<PeerAnswer> {
  const url = receiverOf(platform, 'sessions');
  if (!url) return NOT_SENT;
  return callPeer(platform, {
    method: changes ? 'PATCH' : 'PUT',
    url: `${url}/${session.country_code}/${session.party_id}/${session.id}`,
    body: changes ?? session,
    from: session,
    to: session.cdr_token,
  });
}

export async function pushCdr(platform: Platform, cdr: WireCdr): Promise<PeerAnswer> {
  const url = receiverOf(platform, 'cdrs');
  if (!url) return NOT_SENT;
  return callPeer(platform, { method: 'POST', url, body: cdr, from: cdr, to: cdr.cdr_token });
}

/** Tells that an EVSE has another status (mod_locations, PATCH of an EVSE). */
export async function pushEvseStatus(
  platform: Platform,
  { location, evse }: Spot,
  at: string,
): Promise<PeerAnswer> {
  const url = receiverOf(platform, 'locations');
  if (!url) return NOT_SENT;
  const place = `${location.country_code}/${location.party_id}/${location.id}/${evse.uid}`;
  return callPeer(platform, {
    method: 'PATCH',
    url: `${url}/${place.split('/').map(encodeURIComponent).join('/')}`,
    body: { status: evse.status, last_updated: at },
    from: location,
  });
}

export async function pushTariff(platform: Platform, tariff: WireTariff): Promise<PeerAnswer> {
  const url = receiverOf(platform, 'tariffs');
  if (!url) return NOT_SENT;
  return callPeer(platform, {
    method: 'PUT',
    url: `${url}/${tariff.country_code}/${tariff.party_id}/${tariff.id}`,
    body: tariff,
    from: tariff,
  });
}

function receiverOf(platform: Platform, identifier: string): string | undefined {
  const { peer, pushing } = platform.state;
  return pushing && peer ? findEndpoint(peer, identifier, 'RECEIVER') : undefined;
}
