import { randomUUID } from 'node:crypto';
import { type Meter, readMeter } from '../flow/energy-flow.ts';
import type { ChargeRun } from './charge-run.ts';
import { now, type Platform, scenarioOf } from './platform.ts';
import { type CdrPrices, priceCdr, wireHours, wireKwh } from './price-cdr.ts';
import { findTariff, type Spot } from './read-objects.ts';
import type {
  WireCdr,
  WireCdrLocation,
  WireCdrToken,
  WireConnector,
  WireDimension,
  WireEvse,
  WirePeriod,
  WireSession,
} from './wire.ts';

const ORDINARY_WH = 30_000;

export type Authorization = {
  token: WireCdrToken;
  method: WireSession['auth_method'];
  reference?: string;
  /** The connector that was asked for; else the EVSE's first. */
  connectorId?: string;
};

/** A session that begins now, and the run behind it. */
export function buildSession(
  platform: Platform,
  spot: Spot,
  authorization: Authorization,
): { session: WireSession; run: ChargeRun } {
  const { location, evse } = spot;
  const connector = connectorOf(evse, authorization.connectorId);
  const scenario = scenarioOf(platform, evse.uid);
  const at = now(platform);
  const tariff = findTariff(platform, location, connector.tariff_ids?.[0]);
  const session: WireSession = {
    country_code: location.country_code,
    party_id: location.party_id,
    id: randomUUID(),
    start_date_time: at,
    kwh: 0,
    cdr_token: cdrToken(authorization.token),
    auth_method: authorization.method,
    ...(authorization.reference && { authorization_reference: authorization.reference }),
    location_id: location.id,
    evse_uid: evse.uid,
    connector_id: connector.id,
    currency: tariff?.currency ?? 'EUR',
    charging_periods: [],
    status: 'ACTIVE',
    last_updated: at,
  };
  const run: ChargeRun = {
    spot: cdrLocation(spot, connector),
    timeZone: location.time_zone,
    ...(tariff && { tariff }),
    scenario,
    powerW: connector.max_electric_power,
    isDc: connector.power_type === 'DC',
    takesWh: scenario.takesWh ?? ORDINARY_WH,
    simulatedMs: 0,
    parkSeconds: scenario.parkSeconds ?? 0,
    reported: { seconds: 0, energyWh: 0 },
    isPeerUpToDate: false,
  };
  return { session, run };
}

/**
 * Brings the session's object to what the meter says now and answers the fields that changed, with
 * the added periods alone, as a PATCH carries them (mod_sessions, PATCH: periods are appended).
 */
export function updateSession(
  platform: Platform,
  session: WireSession,
  run: ChargeRun,
): Partial<WireSession> {
  const meter = readMeter(run);
  const added = newPeriod(session, run, meter);
  const prices = pricesOf(session, run);
  const changes: Partial<WireSession> = {
    kwh: wireKwh(meter.energyWh),
    ...(prices && { total_cost: prices.total }),
    last_updated: now(platform),
  };
  const periods = added ? [...session.charging_periods, added] : session.charging_periods;
  Object.assign(session, changes, { charging_periods: periods });
  run.reported = { seconds: meter.seconds, energyWh: meter.energyWh };
  return added ? { ...changes, charging_periods: [added] } : changes;
}

/** The CDR of a finished session; its amounts are the CPO's own arithmetic. */
export function buildCdr(platform: Platform, session: WireSession, run: ChargeRun): WireCdr {
  const meter = readMeter(run);
  const stopped = run.stoppedAtSeconds ?? meter.seconds;
  const parked = meter.seconds - stopped;
  const prices = pricesOf(session, run);
  const tariffId = run.tariff && { tariff_id: run.tariff.id };
  const charging: WirePeriod = {
    start_date_time: session.start_date_time,
    dimensions: [
      { type: 'ENERGY', volume: wireKwh(meter.energyWh) },
      { type: 'TIME', volume: wireHours(stopped) },
    ],
    ...tariffId,
  };
  const parking: WirePeriod = {
    start_date_time: stationTime(session, stopped),
    dimensions: [{ type: 'PARKING_TIME', volume: wireHours(parked) }],
    ...tariffId,
  };
  return {
    country_code: session.country_code,
    party_id: session.party_id,
    id: randomUUID(),
    start_date_time: session.start_date_time,
    end_date_time: stationTime(session, meter.seconds),
    ...(!run.scenario.quiet && { session_id: session.id }),
    cdr_token: session.cdr_token,
    auth_method: session.auth_method,
    ...(session.authorization_reference && {
      authorization_reference: session.authorization_reference,
    }),
    cdr_location: run.spot,
    currency: session.currency,
    tariffs: run.tariff ? [run.tariff] : [],
    charging_periods: parked > 0 ? [charging, parking] : [charging],
    total_cost: prices?.total ?? { excl_vat: 0 },
    ...(prices?.fixed && { total_fixed_cost: prices.fixed }),
    total_energy: wireKwh(meter.energyWh),
    ...(prices?.energy && { total_energy_cost: prices.energy }),
    total_time: wireHours(meter.seconds),
    ...(prices?.time && { total_time_cost: prices.time }),
    ...(parked > 0 && { total_parking_time: wireHours(parked) }),
    ...(prices?.parking && { total_parking_cost: prices.parking }),
    last_updated: now(platform),
  };
}

/** An instant of the station's clock, which runs ahead of ours. */
export function stationTime(session: WireSession, seconds: number): string {
  return new Date(Date.parse(session.start_date_time) + seconds * 1000).toISOString();
}

function newPeriod(session: WireSession, run: ChargeRun, meter: Meter): WirePeriod | undefined {
  const { seconds, energyWh } = run.reported;
  const lasted = meter.seconds - seconds;
  if (lasted <= 0) return undefined;
  const isParked = run.stoppedAtSeconds !== undefined && run.stoppedAtSeconds <= seconds;
  const wh = meter.energyWh - energyWh;
  const watts = Math.min(run.powerW, Math.round((wh * 3600) / lasted));
  const charging: WireDimension[] = [
    { type: 'ENERGY', volume: wireKwh(wh) },
    { type: 'TIME', volume: wireHours(lasted) },
    { type: 'POWER', volume: wireKwh(watts) },
  ];
  const parking: WireDimension[] = [{ type: 'PARKING_TIME', volume: wireHours(lasted) }];
  return {
    start_date_time: stationTime(session, seconds),
    dimensions: isParked ? parking : charging,
    ...(run.tariff && { tariff_id: run.tariff.id }),
  };
}

function pricesOf(session: WireSession, run: ChargeRun): CdrPrices | undefined {
  if (!run.tariff) return undefined;
  const meter = readMeter(run);
  const charging = run.stoppedAtSeconds ?? meter.seconds;
  const measured = {
    energyWh: meter.energyWh,
    chargingSeconds: charging,
    parkingSeconds: meter.seconds - charging,
  };
  const startMinute = minuteOfDay(session.start_date_time, run.timeZone);
  return priceCdr(run.tariff, measured, startMinute, run.scenario.cdrEnergyPrice);
}

function minuteOfDay(at: string, timeZone: string): number {
  const options = { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const [hour = '0', minute = '0'] = new Intl.DateTimeFormat('en-GB', options)
    .format(new Date(at))
    .split(':');
  return Number(hour) * 60 + Number(minute);
}

function cdrToken(token: WireCdrToken): WireCdrToken {
  const { country_code, party_id, uid, type, contract_id } = token;
  return { country_code, party_id, uid, type, contract_id };
}

function connectorOf(evse: WireEvse, connectorId: string | undefined): WireConnector {
  const connector = evse.connectors.find(({ id }) => id === connectorId) ?? evse.connectors[0];
  if (!connector) throw new Error(`${evse.uid} has no connector`);
  return connector;
}

function cdrLocation({ location, evse }: Spot, connector: WireConnector): WireCdrLocation {
  return {
    id: location.id,
    name: location.name,
    address: location.address,
    city: location.city,
    ...(location.postal_code && { postal_code: location.postal_code }),
    country: location.country,
    coordinates: location.coordinates,
    evse_uid: evse.uid,
    evse_id: evse.evse_id,
    connector_id: connector.id,
    connector_standard: connector.standard,
    connector_format: connector.format,
    connector_power_type: connector.power_type,
  };
}
