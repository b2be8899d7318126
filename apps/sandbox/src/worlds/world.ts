import type { WireConnector, WireEvse, WireLocation, WireTariff } from '../ocpi/wire.ts';

/**
 * How one EVSE and the car at it behave. Absent fields mean an ordinary charge: accepted, a session
 * at once, a car that takes 30 kWh, unplugged when it is stopped.
 */
export type Scenario = {
  /** Wh the car takes before it is full. */
  takesWh?: number;
  /** The answer to the command itself (CommandResponse). */
  response?: 'REJECTED' | 'NOT_SUPPORTED';
  /** The station's later answer (CommandResult) to START_SESSION; `none`: silence. */
  startResult?: 'ACCEPTED' | 'REJECTED' | 'TIMEOUT' | 'EVSE_OCCUPIED' | 'none';
  /** The station's later answer to STOP_SESSION. */
  stopResult?: 'ACCEPTED' | 'REJECTED' | 'none';
  /** Whether a session follows the start; default: when the result was ACCEPTED. */
  session?: boolean;
  /** Real milliseconds from the result to the session. */
  sessionAfterMs?: number;
  /** Sessions are not reported (EVSE status and CDR are). */
  quiet?: boolean;
  /** The CDR is sent before the session is reported as completed. */
  cdrFirst?: boolean;
  /** No CDR is made. */
  noCdr?: boolean;
  /** The energy price (decimal text) that the CDR asks for in the place of the tariff's. */
  cdrEnergyPrice?: string;
  /** Simulated seconds that the car stays plugged after the charge was stopped. */
  parkSeconds?: number;
};

/** Locations by position, so that a world of many stations is made as it is read. */
export type SiteSource = {
  readonly count: number;
  /** The location at a position; `at` is the `last_updated` of what never changed. */
  read(index: number, at: string): WireLocation;
  indexOfLocation(locationId: string): number | undefined;
  indexOfEvse(evseUid: string): number | undefined;
};

export type WorldParty = { countryCode: string; partyId: string; name: string };

/** One pretended CPO platform before anything has happened on it. */
export type World = {
  key: string;
  name: string;
  parties: [WorldParty, ...WorldParty[]];
  registrationToken: string;
  tariffs: WireTariff[];
  sites: SiteSource;
  /** By EVSE uid. */
  scenarios: Readonly<Record<string, Scenario>>;
  /** The most objects a page holds (`X-Limit`). */
  pageLimit: number;
  /** How many EVSEs change their status by themselves in a minute. */
  changesPerMinute: number;
};

/** The plugs and powers that stations of this world are built from. */
export const PLUG_KINDS = {
  domestic3: plug('DOMESTIC_E', 'SOCKET', 'AC_1_PHASE', 230, 16, 3_000),
  type3: plug('IEC_62196_T3C', 'SOCKET', 'AC_3_PHASE', 230, 32, 22_000),
  ac11: plug('IEC_62196_T2', 'SOCKET', 'AC_3_PHASE', 230, 16, 11_000),
  ac22: plug('IEC_62196_T2', 'SOCKET', 'AC_3_PHASE', 230, 32, 22_000),
  chademo50: plug('CHADEMO', 'CABLE', 'DC', 500, 125, 50_000),
  dc50: plug('IEC_62196_T2_COMBO', 'CABLE', 'DC', 500, 125, 50_000),
  dc150: plug('IEC_62196_T2_COMBO', 'CABLE', 'DC', 920, 200, 150_000),
  dc300: plug('IEC_62196_T2_COMBO', 'CABLE', 'DC', 920, 350, 300_000),
} as const;
export type PlugKind = keyof typeof PLUG_KINDS;

type Plug = Omit<WireConnector, 'id' | 'tariff_ids' | 'last_updated'>;

function plug(
  standard: string,
  format: WireConnector['format'],
  powerType: WireConnector['power_type'],
  maxVoltage: number,
  maxAmperage: number,
  maxPower: number,
): Plug {
  return {
    standard,
    format,
    power_type: powerType,
    max_voltage: maxVoltage,
    max_amperage: maxAmperage,
    max_electric_power: maxPower,
  };
}

export type EvsePlan = {
  uid: string;
  evseId: string;
  kind: PlugKind;
  tariffId?: string;
  status?: string;
  /** Whether it can be started from afar; default yes. */
  remoteStart?: boolean;
  reference?: string;
};

/** An EVSE with one connector, `1`. */
export function buildEvse(plan: EvsePlan, at: string): WireEvse {
  const remote = plan.remoteStart === false ? [] : ['REMOTE_START_STOP_CAPABLE'];
  return {
    uid: plan.uid,
    evse_id: plan.evseId,
    status: plan.status ?? 'AVAILABLE',
    capabilities: ['RFID_READER', ...remote],
    connectors: [
      {
        id: '1',
        ...PLUG_KINDS[plan.kind],
        ...(plan.tariffId && { tariff_ids: [plan.tariffId] }),
        last_updated: at,
      },
    ],
    ...(plan.reference && { physical_reference: plan.reference }),
    last_updated: at,
  };
}

export type SitePlan = {
  party: WorldParty;
  id: string;
  name: string;
  address: string;
  city: string;
  postalCode: string;
  /** ISO 3166-1 alpha-3. */
  country: string;
  timeZone: string;
  latitude: string;
  longitude: string;
  evses: EvsePlan[];
};

/** A source over a written list of sites. */
export function listedSites(plans: readonly SitePlan[]): SiteSource {
  const byLocation = new Map(plans.map((plan, index) => [plan.id, index]));
  const byEvse = new Map(
    plans.flatMap((plan, index) => plan.evses.map(({ uid }) => [uid, index] as const)),
  );
  return {
    count: plans.length,
    read(index, at) {
      const plan = plans[index];
      if (!plan) throw new Error(`no site at ${index}`);
      return buildLocation(plan, at);
    },
    indexOfLocation: (id) => byLocation.get(id),
    indexOfEvse: (uid) => byEvse.get(uid),
  };
}

export function buildLocation(plan: SitePlan, at: string): WireLocation {
  return {
    country_code: plan.party.countryCode,
    party_id: plan.party.partyId,
    id: plan.id,
    publish: true,
    name: plan.name,
    address: plan.address,
    city: plan.city,
    ...(plan.postalCode && { postal_code: plan.postalCode }),
    country: plan.country,
    coordinates: { latitude: plan.latitude, longitude: plan.longitude },
    parking_type: 'ON_STREET',
    evses: plan.evses.map((evse) => buildEvse(evse, at)),
    operator: { name: plan.party.name },
    time_zone: plan.timeZone,
    opening_times: { twentyfourseven: true },
    last_updated: at,
  };
}

/** A tariff of one element; `restrictions` ones are written out where they are used. */
export function buildTariff(
  party: WorldParty,
  id: string,
  components: WireTariff['elements'][number]['price_components'],
  at: string,
): WireTariff {
  return {
    country_code: party.countryCode,
    party_id: party.partyId,
    id,
    currency: 'EUR',
    type: 'REGULAR',
    elements: [{ price_components: components }],
    last_updated: at,
  };
}
