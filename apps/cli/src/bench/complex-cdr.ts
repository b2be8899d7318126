const WORKDAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'];

const element = (type: string, perUnit: number, vat: number, step: number, when?: object) => ({
  price_components: [{ type, price: perUnit, vat, step_size: step }],
  ...(when && { restrictions: when }),
});

/** The prices of the specification's complex tariff (OCPI 2.2.1 mod_tariffs, example 4). */
const COMPLEX_TARIFF = {
  country_code: 'DE',
  party_id: 'ALL',
  id: '14',
  currency: 'EUR',
  type: 'REGULAR',
  elements: [
    element('FLAT', 2.5, 15, 1),
    element('TIME', 1, 20, 900, { max_current: 32 }),
    element('TIME', 2, 20, 600, { min_current: 32, day_of_week: WORKDAYS }),
    element('TIME', 1.25, 20, 600, { min_current: 32, day_of_week: ['SATURDAY', 'SUNDAY'] }),
    element('PARKING_TIME', 5, 10, 300, {
      start_time: '09:00',
      end_time: '18:00',
      day_of_week: WORKDAYS,
    }),
    element('PARKING_TIME', 6, 10, 300, {
      start_time: '10:00',
      end_time: '17:00',
      day_of_week: ['SATURDAY'],
    }),
  ],
  last_updated: '2026-01-01T00:00:00Z',
};

const MONDAY = Date.parse('2026-03-02T08:30:00Z');
const at = (seconds: number) => `${new Date(MONDAY + seconds * 1_000).toISOString().slice(0, 19)}Z`;
const hours = (seconds: number) => Number((seconds / 3_600).toFixed(6));

/**
 * A CDR of OCPI 2.2.1 as JSON text, its tariff inside: charging at 16 A or 43 A, in the end parked.
 * No two `n` have the same times and quantities.
 */
export function complexCdr(n: number, periodCount = 2): string {
  const start = (n % 1_009) * 60;
  const lasts = Math.max(1, Math.floor((9_000 + (n % 997)) / periodCount));
  const kwh = (n % 89) / 1_000 + 0.1;
  const periods = Array.from({ length: periodCount }, (_, index) =>
    index === periodCount - 1
      ? { start_date_time: at(start + index * lasts), dimensions: [parking(2_520 + (n % 7))] }
      : {
          start_date_time: at(start + index * lasts),
          dimensions: charging(lasts, kwh, index % 2 === 0 ? 16 : 43),
        },
  );
  const end = start + (periodCount - 1) * lasts + 2_520 + (n % 7);
  return JSON.stringify({ ...frame(n, at(start), at(end)), charging_periods: periods });
}

const parking = (seconds: number) => ({ type: 'PARKING_TIME', volume: hours(seconds) });

const charging = (seconds: number, kwh: number, ampere: number) => [
  { type: 'TIME', volume: hours(seconds) },
  { type: 'ENERGY', volume: Number(kwh.toFixed(3)) },
  { type: 'MIN_CURRENT', volume: ampere },
  { type: 'MAX_CURRENT', volume: ampere },
];

function frame(n: number, start: string, end: string) {
  return {
    country_code: 'DE',
    party_id: 'ALL',
    id: `CDR${n}`,
    start_date_time: start,
    end_date_time: end,
    session_id: `S${n}`,
    cdr_token: { country_code: 'NL', party_id: 'PER', uid: `T${n}`, type: 'RFID', contract_id: '' },
    auth_method: 'WHITELIST',
    cdr_location: {
      id: 'LOC1',
      name: 'Stadthalle',
      address: 'Ring 1',
      city: 'Bonn',
      postal_code: '53111',
      country: 'DEU',
      coordinates: { latitude: '50.73', longitude: '7.1' },
      evse_uid: '3256',
      evse_id: 'DE*ALL*E041503003',
      connector_id: '1',
      connector_standard: 'IEC_62196_T2',
      connector_format: 'SOCKET',
      connector_power_type: 'AC_3_PHASE',
    },
    currency: 'EUR',
    tariffs: [COMPLEX_TARIFF],
    total_cost: { excl_vat: 9, incl_vat: 10.3 },
    total_energy: 15.342,
    total_time: 3.45,
    last_updated: end,
  };
}
