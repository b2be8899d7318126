import { findStationById, findTokenOfStation, hasStartCommand } from '@peregrine/db';
import type { Allowed, TokenVerdict } from '@peregrine/domain';
import type { Context } from '../../context.ts';
import { authorizeToken } from '../../tokens/authorize-token.ts';
import { actingAsOwnPartner, type OwnPartner, ownLocation, stationOfEvseUid } from '../own-site.ts';
import type { EventOutcome } from './event-scope.ts';
import { PLUG_IN_TIME_MS } from './judge-tag.ts';

const VERDICTS: Readonly<Record<Allowed, TokenVerdict>> = {
  ALLOWED: 'accepted',
  BLOCKED: 'blocked',
  EXPIRED: 'expired',
  NO_CREDIT: 'blocked',
  NOT_ALLOWED: 'invalid',
};

/**
 * A card is held to the station: the house decides in real time, as it does for partners. The
 * permission waits for the transaction that follows.
 */
export async function authorizeTag(
  ctx: Context,
  own: OwnPartner,
  stationId: string,
  tokenUid: string,
): Promise<EventOutcome> {
  const t = ctx.db.read;
  if (await isRemotelyStarted(ctx, stationId, tokenUid)) {
    return { answer: { kind: 'authorized', verdict: 'accepted' } };
  }
  const station = await findStationById(t, stationId);
  const location = station && (await ownLocation(ctx, own, station.locationId));
  const evseUids = (location?.evses ?? [])
    .map(({ evseUid }) => evseUid)
    .filter((evseUid) => stationOfEvseUid(evseUid).identity === station?.identity);
  const answer = await authorizeToken(actingAsOwnPartner(ctx, own), {
    partnerId: own.partnerId,
    tokenUid,
    ...(location && { location: { locationId: location.locationId, evseUids } }),
  });
  return { answer: { kind: 'authorized', verdict: VERDICTS[answer.allowed] } };
}

/** Stations ask about the token of a remote start too: that is our own command, not a swipe. */
async function isRemotelyStarted(
  ctx: Context,
  stationId: string,
  tokenUid: string,
): Promise<boolean> {
  const t = ctx.db.read;
  const token = await findTokenOfStation(t, tokenUid);
  if (!token?.valid) return false;
  const since = new Date(ctx.clock.now().getTime() - PLUG_IN_TIME_MS);
  return hasStartCommand(t, { stationId, tokenUid: token.tokenUid, since });
}
