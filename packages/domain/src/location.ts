import type { Instant } from './instant.ts';
import type { PartyRef } from './party.ts';

/** EVSE.status (OCPI 2.3.0 mod_locations, Status enum). */
export const EVSE_STATUSES = [
  'AVAILABLE',
  'BLOCKED',
  'CHARGING',
  'INOPERATIVE',
  'OUTOFORDER',
  'PLANNED',
  'REMOVED',
  'RESERVED',
  'UNKNOWN',
] as const;
export type EvseStatus = (typeof EVSE_STATUSES)[number];

/** What a driver is told about an EVSE: the word, and the shape on the map. */
export const AVAILABILITIES = [
  'available',
  'in-use',
  'reserved',
  'out-of-order',
  'unknown',
] as const;
export type Availability = (typeof AVAILABILITIES)[number];

/** How an EVSE status reads for a driver; planned and removed EVSEs are not shown at all. */
export function availabilityOf(status: EvseStatus): Availability {
  switch (status) {
    case 'AVAILABLE':
      return 'available';
    case 'CHARGING':
    case 'BLOCKED':
      return 'in-use';
    case 'RESERVED':
      return 'reserved';
    case 'INOPERATIVE':
    case 'OUTOFORDER':
      return 'out-of-order';
    case 'PLANNED':
    case 'REMOVED':
    case 'UNKNOWN':
      return 'unknown';
  }
}

/**
 * The plugs a driver can filter by; the OCPI ConnectorType folds into one of them. New ones come
 * last: their places are stored (`offerOf`).
 */
export const PLUGS = ['type2', 'ccs', 'chademo', 'type1', 'domestic', 'tesla', 'other'] as const;
export type Plug = (typeof PLUGS)[number];

/** Folds an OCPI ConnectorType (`IEC_62196_T2_COMBO`, ...) to the plug on a driver's cable. */
export function plugOf(standard: string): Plug {
  if (standard === 'IEC_62196_T2') return 'type2';
  if (standard === 'IEC_62196_T2_COMBO' || standard === 'IEC_62196_T1_COMBO') return 'ccs';
  if (standard === 'CHADEMO') return 'chademo';
  if (standard === 'IEC_62196_T1') return 'type1';
  if (standard.startsWith('DOMESTIC_')) return 'domestic';
  if (standard.startsWith('TESLA_')) return 'tesla';
  return 'other';
}

export const POWER_TYPES = [
  'AC_1_PHASE',
  'AC_2_PHASE',
  'AC_2_PHASE_SPLIT',
  'AC_3_PHASE',
  'DC',
] as const;
export type PowerType = (typeof POWER_TYPES)[number];

export type GeoPoint = { readonly latitude: number; readonly longitude: number };

export type Connector = {
  readonly id: string;
  /** OCPI ConnectorType as sent. */
  readonly standard: string;
  readonly plug: Plug;
  readonly format: 'SOCKET' | 'CABLE';
  readonly powerType: PowerType;
  readonly maxPowerW: number;
  readonly tariffIds: readonly string[];
  readonly lastUpdated: Instant;
};

export type Evse = {
  /** The CPO's key of the EVSE inside its location. */
  readonly evseUid: string;
  /** The public eMI3 id printed on the station; optional. */
  readonly evseId?: string;
  readonly status: EvseStatus;
  readonly capabilities: readonly string[];
  readonly physicalReference?: string;
  readonly floorLevel?: string;
  readonly connectors: readonly Connector[];
  readonly lastUpdated: Instant;
};

export type OpeningTimes = {
  readonly twentyFourSeven: boolean;
  readonly regularHours: readonly { weekday: number; periodBegin: string; periodEnd: string }[];
};

/** A location as OCPI 2.3.0 means it, from whatever version it came. */
export type Location = {
  readonly party: PartyRef;
  readonly locationId: string;
  readonly publish: boolean;
  readonly name?: string;
  readonly address: string;
  readonly city: string;
  readonly postalCode?: string;
  /** ISO 3166-1 alpha-2, folded from the wire's alpha-3. */
  readonly country: string;
  readonly point: GeoPoint;
  /** IANA zone; undefined when the partner sent none. */
  readonly timeZone?: string;
  readonly operatorName?: string;
  readonly openingTimes?: OpeningTimes;
  readonly evses: readonly Evse[];
  readonly lastUpdated: Instant;
};

/** A change of one EVSE's status or fields, by its keys. */
export type EvseUpdate = {
  readonly party: PartyRef;
  readonly locationId: string;
  readonly evseUid: string;
  readonly evse: Evse;
};

export type LocationKey = { readonly party: PartyRef; readonly locationId: string };
export type EvseKey = LocationKey & { readonly evseUid: string };

/**
 * A change of part of a location. What a change leaves out stays; each raises `lastUpdated` of the
 * parts above it (OCPI mod_locations, PATCH).
 */
export type LocationChange = { readonly lastUpdated: Instant } & (
  | (LocationKey & {
      readonly kind: 'location';
      readonly changes: Partial<Omit<Location, 'party' | 'locationId' | 'evses' | 'lastUpdated'>>;
      /** These replace those of the same uid; the others stay. */
      readonly evses: readonly Evse[];
    })
  | (LocationKey & { readonly kind: 'evse-put'; readonly evse: Evse })
  | (EvseKey & { readonly kind: 'evse'; readonly changes: Partial<Omit<Evse, 'evseUid'>> })
  | (EvseKey & { readonly kind: 'connector-put'; readonly connector: Connector })
  | (EvseKey & {
      readonly kind: 'connector';
      readonly connectorId: string;
      readonly changes: Partial<Omit<Connector, 'id'>>;
    })
);
