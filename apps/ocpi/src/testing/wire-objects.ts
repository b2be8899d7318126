/** Objects as a CPO sends them (OCPI 2.2.1), for tests of the endpoint. */
export function wireConnector(change: object = {}) {
  return {
    id: '1',
    standard: 'IEC_62196_T2',
    format: 'SOCKET',
    power_type: 'AC_3_PHASE',
    max_voltage: 230,
    max_amperage: 32,
    tariff_ids: ['LOW-STD'],
    last_updated: '2026-03-01T09:00:00Z',
    ...change,
  };
}

export function wireEvse(change: object = {}) {
  return {
    uid: 'LOW-AMS-1-A',
    evse_id: 'NL*LOW*EAMS1*A',
    status: 'AVAILABLE',
    capabilities: ['REMOTE_START_STOP_CAPABLE', 'RFID_READER'],
    connectors: [wireConnector()],
    last_updated: '2026-03-01T09:00:00Z',
    ...change,
  };
}

export function wireLocation(change: object = {}) {
  return {
    country_code: 'NL',
    party_id: 'LOW',
    id: 'LOW-AMS-1',
    publish: true,
    name: 'Lowland Centraal',
    address: 'Stationsplein 1',
    city: 'Amsterdam',
    postal_code: '1012 AB',
    country: 'NLD',
    coordinates: { latitude: '52.379100', longitude: '4.900300' },
    evses: [wireEvse()],
    operator: { name: 'Lowland Charging' },
    time_zone: 'Europe/Amsterdam',
    last_updated: '2026-03-01T09:00:00Z',
    ...change,
  };
}

export function wireTariff(change: object = {}) {
  return {
    country_code: 'NL',
    party_id: 'LOW',
    id: 'LOW-STD',
    currency: 'EUR',
    elements: [
      {
        price_components: [
          { type: 'ENERGY', price: 0.45, vat: 21, step_size: 1 },
          { type: 'FLAT', price: 0.35, vat: 21, step_size: 1 },
        ],
      },
    ],
    last_updated: '2026-03-01T09:00:00Z',
    ...change,
  };
}

export function wireToken(uid: string) {
  return { country_code: 'NL', party_id: 'PER', uid, type: 'RFID', contract_id: 'NL-PER-C1' };
}

export function wireSession(uid: string, change: object = {}) {
  return {
    country_code: 'NL',
    party_id: 'LOW',
    id: 'SESSION-1',
    start_date_time: '2026-03-01T10:00:00Z',
    kwh: 1.5,
    cdr_token: wireToken(uid),
    auth_method: 'WHITELIST',
    location_id: 'LOW-AMS-1',
    evse_uid: 'LOW-AMS-1-A',
    connector_id: '1',
    currency: 'EUR',
    charging_periods: [
      {
        start_date_time: '2026-03-01T10:00:00Z',
        dimensions: [{ type: 'ENERGY', volume: 1.5 }],
      },
    ],
    status: 'ACTIVE',
    last_updated: '2026-03-01T10:05:00Z',
    ...change,
  };
}

export function wireCdr(uid: string, change: object = {}) {
  return {
    country_code: 'NL',
    party_id: 'LOW',
    id: 'CDR-1',
    start_date_time: '2026-03-01T10:00:00Z',
    end_date_time: '2026-03-01T11:00:00Z',
    session_id: 'SESSION-1',
    cdr_token: wireToken(uid),
    auth_method: 'WHITELIST',
    cdr_location: {
      id: 'LOW-AMS-1',
      name: 'Lowland Centraal',
      address: 'Stationsplein 1',
      city: 'Amsterdam',
      country: 'NLD',
      coordinates: { latitude: '52.379100', longitude: '4.900300' },
      evse_uid: 'LOW-AMS-1-A',
      evse_id: 'NL*LOW*EAMS1*A',
      connector_id: '1',
      connector_standard: 'IEC_62196_T2',
      connector_format: 'SOCKET',
      connector_power_type: 'AC_3_PHASE',
    },
    currency: 'EUR',
    tariffs: [wireTariff()],
    charging_periods: [
      {
        start_date_time: '2026-03-01T10:00:00Z',
        dimensions: [{ type: 'ENERGY', volume: 20 }],
        tariff_id: 'LOW-STD',
      },
    ],
    total_cost: { excl_vat: 9.35, incl_vat: 11.31 },
    total_energy: 20,
    total_time: 1,
    last_updated: '2026-03-01T11:01:00Z',
    ...change,
  };
}
