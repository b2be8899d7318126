import { type Connector, type Evse, instantOf, type Location, partyRef } from '@peregrine/domain';

const LAST_UPDATED = instantOf(new Date('2026-03-01T09:00:00Z'));

/** A type 2 socket of 22 kW. */
export function buildConnector(change: Partial<Connector> = {}): Connector {
  return {
    id: '1',
    standard: 'IEC_62196_T2',
    plug: 'type2',
    format: 'SOCKET',
    powerType: 'AC_3_PHASE',
    maxPowerW: 22_000,
    tariffIds: ['LOW-STD'],
    lastUpdated: LAST_UPDATED,
    ...change,
  };
}

/** An available EVSE with one connector that can be started from the app. */
export function buildEvse(change: Partial<Evse> = {}): Evse {
  return {
    evseUid: 'LOW-AMS-1-A',
    evseId: 'NL*LOW*EAMS1*A',
    status: 'AVAILABLE',
    capabilities: ['REMOTE_START_STOP_CAPABLE', 'RFID_READER'],
    connectors: [buildConnector()],
    lastUpdated: LAST_UPDATED,
    ...change,
  };
}

/** `LOW-AMS-1` of the fixed world, with one EVSE. */
export function buildLocation(change: Partial<Location> = {}): Location {
  return {
    party: partyRef('NL', 'LOW'),
    locationId: 'LOW-AMS-1',
    publish: true,
    name: 'Lowland Centraal',
    address: 'Stationsplein 1',
    city: 'Amsterdam',
    postalCode: '1012 AB',
    country: 'NL',
    point: { latitude: 52.3791, longitude: 4.9003 },
    timeZone: 'Europe/Amsterdam',
    operatorName: 'Lowland Charging',
    evses: [buildEvse()],
    lastUpdated: LAST_UPDATED,
    ...change,
  };
}
