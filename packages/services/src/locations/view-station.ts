import {
  findOpenTariffs,
  findPlan,
  type LocationRecord,
  openTariffKey,
  readStation,
} from '@peregrine/db';
import {
  availabilityOf,
  type DriverPlan,
  type EvseStatus,
  instantOf,
  type Plug,
  type Tariff,
} from '@peregrine/domain';
import { PLAN_KEY } from '../charging/plan-key.ts';
import type { Context } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { chooseTariff } from '../tariffs/choose-tariff.ts';
import type { EvseView, StationView } from '../views/station.ts';
import { bestAvailability } from './best-availability.ts';
import { openNow } from './open-now.ts';
import { priceConnector } from './price-connector.ts';

/**
 * A station as its page shows it: each EVSE with its status and its age, each connector with the
 * price now. Refuses not-found for one that is not published.
 */
export async function viewStation(
  ctx: Context,
  input: { readonly id: string },
): Promise<StationView> {
  const record = await readStation(ctx.db.read, input.id);
  if (!record) throw new ServiceError('not-found', 'There is no such station.');
  const at = ctx.clock.now();
  const plan = (await findPlan(ctx.db.read, PLAN_KEY, at))?.plan;
  const tariffs = await findOpenTariffs(ctx.db.read, tariffKeys(record));
  const priced: Priced = { record, plan, tariffs, at };
  const { latitude, longitude } = record.body.point;
  return {
    id: record.id,
    name: record.name,
    address: record.address,
    city: record.city,
    country: record.country,
    operatorName: record.operatorName,
    point: { latitude, longitude },
    plugs: record.plugs as Plug[],
    maxPowerW: record.maxPowerW,
    evseCount: record.evseCount,
    availableCount: record.availableCount,
    availability: bestAvailability(record.evses.map(({ status }) => status)),
    statusAt: instantOf(newest(record)),
    timeZone: record.timeZone,
    kind: record.partner.kind === 'internal' ? 'own' : 'partner',
    open: openNow(record.body.openingTimes, record.timeZone, at),
    evses: record.evses.map((evse, index) => viewEvse(priced, evse, index)),
    ...(record.postalCode === null ? {} : { postalCode: record.postalCode }),
  };
}

type Priced = {
  readonly record: LocationRecord;
  readonly plan: DriverPlan | undefined;
  readonly tariffs: ReadonlyMap<string, Tariff>;
  readonly at: Date;
};

function viewEvse(priced: Priced, evse: LocationRecord['evses'][number], index: number): EvseView {
  const status = evse.status as EvseStatus;
  return {
    id: evse.id,
    label: evse.physicalReference ?? evse.evseId ?? String(index + 1),
    availability: availabilityOf(status),
    status,
    statusReceivedAt: instantOf(heldAt(priced.record, evse.statusReceivedAt)),
    remoteStart: evse.capabilities.includes('REMOTE_START_STOP_CAPABLE'),
    connectors: evse.connectors.map((connector) => viewConnector(priced, connector)),
    ...(evse.evseId === null ? {} : { evseId: evse.evseId }),
  };
}

function viewConnector(
  { record, plan, tariffs, at }: Priced,
  connector: LocationRecord['evses'][number]['connectors'][number],
): EvseView['connectors'][number] {
  const { tariffIds } = connector;
  const candidates = tariffIds.flatMap((tariffId) => {
    const tariff = tariffs.get(
      openTariffKey(record.partnerId, { party: record.body.party, tariffId }),
    );
    return tariff ? [{ tariff }] : [];
  });
  return {
    connectorId: connector.connectorId,
    plug: connector.plug as Plug,
    format: connector.format === 'CABLE' ? 'CABLE' : 'SOCKET',
    powerW: connector.maxPowerW,
    powerType: connector.powerType,
    price: priceConnector({
      tariffIds,
      tariff: chooseTariff(candidates, at)?.tariff,
      plan,
      own: record.partner.kind === 'internal',
      country: record.country,
      at,
    }),
  };
}

function tariffKeys(record: LocationRecord) {
  const ids = new Set(
    record.evses.flatMap(({ connectors }) => connectors.flatMap(({ tariffIds }) => tariffIds)),
  );
  const { partnerId, countryCode, partyId } = record;
  return [...ids].map((tariffId) => ({ partnerId, countryCode, partyId, tariffId }));
}

function newest(record: LocationRecord): Date {
  const times = record.evses.map(({ statusReceivedAt }) => statusReceivedAt.getTime());
  return heldAt(record, times.length > 0 ? new Date(Math.max(...times)) : record.receivedAt);
}

/** When a status was last known to hold: heard, or confirmed by a pull that told of no change. */
function heldAt({ partner }: LocationRecord, heard: Date): Date {
  const confirmed = partner.statusesConfirmedAt;
  return confirmed && confirmed > heard ? confirmed : heard;
}
