/**
 * OCPI 2.2.1 objects as this sandbox writes them (github.com/ocpi/ocpi, release-2.2.1-bugfixes).
 * An independent reading of the specification: nothing here is shared with packages/ocpi.
 */

/**
 * An exact decimal on its way into JSON: made from decimal text of at most 15 digits, which a JSON
 * number gives back unchanged. Never computed with.
 */
export type WireDecimal = number;

export type WirePrice = { excl_vat: WireDecimal; incl_vat?: WireDecimal };

export type WireConnector = {
  id: string;
  standard: string;
  format: 'SOCKET' | 'CABLE';
  power_type: 'AC_1_PHASE' | 'AC_3_PHASE' | 'DC';
  max_voltage: number;
  max_amperage: number;
  max_electric_power: number;
  tariff_ids?: string[];
  last_updated: string;
};

export type WireEvse = {
  uid: string;
  evse_id: string;
  status: string;
  capabilities: string[];
  connectors: WireConnector[];
  physical_reference?: string;
  last_updated: string;
};

export type WireLocation = {
  country_code: string;
  party_id: string;
  id: string;
  publish: boolean;
  name: string;
  address: string;
  city: string;
  postal_code?: string;
  /** ISO 3166-1 alpha-3. */
  country: string;
  coordinates: { latitude: string; longitude: string };
  parking_type?: string;
  evses: WireEvse[];
  operator: { name: string; website?: string };
  time_zone: string;
  opening_times?: { twentyfourseven: true };
  last_updated: string;
};

export type WirePriceComponent = {
  type: 'ENERGY' | 'TIME' | 'PARKING_TIME' | 'FLAT';
  price: WireDecimal;
  vat?: WireDecimal;
  step_size: number;
};

export type WireTariffElement = {
  price_components: WirePriceComponent[];
  restrictions?: { start_time?: string; end_time?: string };
};

export type WireTariff = {
  country_code: string;
  party_id: string;
  id: string;
  currency: string;
  type?: string;
  elements: WireTariffElement[];
  last_updated: string;
};

export type WireCdrToken = {
  country_code: string;
  party_id: string;
  uid: string;
  type: string;
  contract_id: string;
};

export type WireToken = WireCdrToken & {
  visual_number?: string;
  issuer: string;
  valid: boolean;
  whitelist: string;
  last_updated: string;
};

export type WireDimension = { type: string; volume: WireDecimal };

export type WirePeriod = {
  start_date_time: string;
  dimensions: WireDimension[];
  tariff_id?: string;
};

export type WireSession = {
  country_code: string;
  party_id: string;
  id: string;
  start_date_time: string;
  end_date_time?: string;
  kwh: WireDecimal;
  cdr_token: WireCdrToken;
  auth_method: 'AUTH_REQUEST' | 'COMMAND' | 'WHITELIST';
  authorization_reference?: string;
  location_id: string;
  evse_uid: string;
  connector_id: string;
  currency: string;
  charging_periods: WirePeriod[];
  total_cost?: WirePrice;
  status: 'ACTIVE' | 'COMPLETED' | 'INVALID' | 'PENDING';
  last_updated: string;
};

export type WireCdrLocation = {
  id: string;
  name: string;
  address: string;
  city: string;
  postal_code?: string;
  country: string;
  coordinates: { latitude: string; longitude: string };
  evse_uid: string;
  evse_id: string;
  connector_id: string;
  connector_standard: string;
  connector_format: string;
  connector_power_type: string;
};

export type WireCdr = {
  country_code: string;
  party_id: string;
  id: string;
  start_date_time: string;
  end_date_time: string;
  session_id?: string;
  cdr_token: WireCdrToken;
  auth_method: string;
  authorization_reference?: string;
  cdr_location: WireCdrLocation;
  currency: string;
  tariffs: WireTariff[];
  charging_periods: WirePeriod[];
  total_cost: WirePrice;
  total_fixed_cost?: WirePrice;
  total_energy: WireDecimal;
  total_energy_cost?: WirePrice;
  total_time: WireDecimal;
  total_time_cost?: WirePrice;
  total_parking_time?: WireDecimal;
  total_parking_cost?: WirePrice;
  last_updated: string;
};

export type WireCredentials = {
  token: string;
  url: string;
  roles: {
    role: string;
    party_id: string;
    country_code: string;
    business_details: { name: string; website?: string };
  }[];
};

export type WireEndpoint = { identifier: string; role: 'SENDER' | 'RECEIVER'; url: string };
