import { upsertInternalPartner, upsertStation, writeAudit } from '@peregrine/db';
import {
  type Connector,
  type Evse,
  type GeoPoint,
  instantOf,
  type Location,
  type PowerType,
  plugOf,
  type Tariff,
} from '@peregrine/domain';
import type { Context } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { acceptLocations } from '../locations/accept-locations.ts';
import { acceptTariffs } from '../tariffs/accept-tariffs.ts';
import { actingAsOwnPartner, evseUidOf, ownLocation } from './own-site.ts';
import { hashStationPassword } from './password.ts';

/** A station of ours and the site that it stands on. */
export type NewStation = {
  /** The last part of its OCPP address; also the stem of its EVSE uids. */
  readonly identity: string;
  readonly password: string;
  readonly site: {
    readonly locationId: string;
    readonly name: string;
    readonly address: string;
    readonly city: string;
    readonly postalCode?: string;
    /** ISO 3166-1 alpha-2. */
    readonly country: string;
    readonly point: GeoPoint;
    readonly timeZone: string;
  };
  /** OCPP connector 1, 2, ... */
  readonly connectors: readonly {
    /** OCPI ConnectorType, e.g. `IEC_62196_T2`. */
    readonly standard: string;
    readonly format: 'SOCKET' | 'CABLE';
    readonly powerType: PowerType;
    readonly maxPowerW: number;
  }[];
  readonly tariff: Omit<Tariff, 'party' | 'lastUpdated'>;
};

/**
 * Adds one of our own stations (staff, or the seed), or gives a known one its new password and
 * place. Its location and tariff enter the house as a partner's would, through our internal CPO.
 */
export async function addStation(ctx: Context, input: NewStation): Promise<{ stationId: string }> {
  if (ctx.actor.kind !== 'staff' && ctx.actor.kind !== 'system') {
    throw new ServiceError('not-allowed', 'Only staff may add stations.');
  }
  if (!/^[A-Za-z0-9._~-]{1,36}$/.test(input.identity)) {
    const text = 'An identity has 1 to 36 letters, digits, dots, dashes or underscores.';
    throw new ServiceError('invalid-input', text, { field: 'identity' });
  }
  const party = ctx.seller.cpoParty;
  const passwordHash = await hashStationPassword(input.password);
  const { identity } = input;
  const { locationId } = input.site;
  const added = await ctx.db.tx(async (tx) => {
    const partnerId = await upsertInternalPartner(tx, { name: ctx.seller.name, party });
    const station = await upsertStation(tx, { identity, passwordHash, locationId, ...party });
    await writeAudit(tx, ctx.actor, {
      at: ctx.clock.now(),
      action: 'station.add',
      subject: 'charging_station',
      subjectId: station.id,
      details: { identity },
    });
    return { stationId: station.id, partnerId };
  });
  const own = { partnerId: added.partnerId, party };
  const acting = actingAsOwnPartner(ctx, own);
  const lastUpdated = instantOf(ctx.clock.now());
  const tariff: Tariff = { ...input.tariff, party, lastUpdated };
  await acceptTariffs(acting, {
    partnerId: own.partnerId,
    items: [{ value: tariff, findings: [] }],
  });
  const known = await ownLocation(ctx, own, locationId);
  const location = locationOf(ctx, input, known);
  await acceptLocations(acting, {
    partnerId: own.partnerId,
    items: [{ value: location, findings: [] }],
  });
  return { stationId: added.stationId };
}

/** The site with this station's EVSEs beside those of other stations there. */
function locationOf(ctx: Context, input: NewStation, known: Location | undefined): Location {
  const lastUpdated = instantOf(ctx.clock.now());
  const mine = input.connectors.map((plug, index): Evse => {
    const evseUid = evseUidOf(input.identity, index + 1);
    const before = known?.evses.find((evse) => evse.evseUid === evseUid);
    const connector: Connector = {
      id: '1',
      ...plug,
      plug: plugOf(plug.standard),
      tariffIds: [input.tariff.tariffId],
      lastUpdated,
    };
    return {
      evseUid,
      status: before?.status ?? 'UNKNOWN',
      capabilities: ['REMOTE_START_STOP_CAPABLE', 'RFID_READER'],
      physicalReference: String(index + 1),
      connectors: [connector],
      lastUpdated,
    };
  });
  const others = (known?.evses ?? []).filter(
    ({ evseUid }) => !mine.some((evse) => evse.evseUid === evseUid),
  );
  return {
    party: ctx.seller.cpoParty,
    ...input.site,
    publish: true,
    operatorName: ctx.seller.name,
    openingTimes: { twentyFourSeven: true, regularHours: [] },
    evses: [...others, ...mine],
    lastUpdated,
  };
}
