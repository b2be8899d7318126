import { findInternalPartnerId, readOwnLocation, type StationRecord } from '@peregrine/db';
import {
  type Connector,
  type Evse,
  type Location,
  type PartyRef,
  partyRef,
} from '@peregrine/domain';
import type { Context } from '../context.ts';

/** OCPP connector n of a station is the EVSE `<identity>-<n>`, with one OCPI connector `1`. */
export function evseUidOf(identity: string, connector: number): string {
  return `${identity}-${connector}`;
}

export function stationOfEvseUid(evseUid: string): { identity: string; connector: number } {
  const at = evseUid.lastIndexOf('-');
  return { identity: evseUid.slice(0, at), connector: Number(evseUid.slice(at + 1)) };
}

export type OwnPartner = { readonly partnerId: string; readonly party: PartyRef };

/** Our own CPO party as a partner; throws where no own site was ever added (a bug of the caller). */
export async function ownPartner(ctx: Context): Promise<OwnPartner> {
  const partnerId = await findInternalPartnerId(ctx.db.read);
  if (!partnerId) throw new Error('there is no internal partner: add a station first');
  return { partnerId, party: ctx.seller.cpoParty };
}

/** The context in which our own CPO hands over what it has, as any partner would. */
export function actingAsOwnPartner(ctx: Context, own: OwnPartner): Context {
  const { partnerId, party } = own;
  return { ...ctx, actor: { kind: 'partner', partnerId, parties: [party] } };
}

export type OwnPlace = {
  readonly location: Location;
  readonly evse: Evse;
  readonly connector: Connector;
};

/** Where a station's connector stands; undefined when its location does not have it. */
export async function ownPlace(
  ctx: Context,
  own: OwnPartner,
  station: StationRecord,
  connector: number,
): Promise<OwnPlace | undefined> {
  const location = await ownLocation(ctx, own, station.locationId);
  const evseUid = evseUidOf(station.identity, connector);
  const evse = location?.evses.find((candidate) => candidate.evseUid === evseUid);
  const [plug] = evse?.connectors ?? [];
  return location && evse && plug ? { location, evse, connector: plug } : undefined;
}

export async function ownLocation(
  ctx: Context,
  own: OwnPartner,
  locationId: string,
): Promise<Location | undefined> {
  const { countryCode, partyId } = partyRef(own.party.countryCode, own.party.partyId);
  const key = { partnerId: own.partnerId, countryCode, partyId, locationId };
  return (await readOwnLocation(ctx.db.read, key)) as Location | undefined;
}
