import { expect, test } from 'vitest';
import { foldCdr } from './cdr.fold.ts';
import { foldTariff } from './tariff.fold.ts';

const at = '2026-03-01T10:00:00Z';

function cdr(change: object = {}) {
  return {
    country_code: 'NL',
    party_id: 'LOW',
    id: 'C',
    start_date_time: at,
    end_date_time: at,
    cdr_token: { country_code: 'DE', party_id: 'TNM', uid: 'U', type: 'RFID', contract_id: 'K' },
    auth_method: 'COMMAND',
    cdr_location: { id: 'L', evse_uid: 'E', connector_id: '1', address: 'A 1', country: 'NLD' },
    currency: 'EUR',
    charging_periods: [{ start_date_time: at, dimensions: [] }],
    total_cost: { excl_vat: 6.785 },
    total_energy: 11.7,
    total_time: 1.973,
    last_updated: at,
    ...change,
  };
}

function restricted(restrictions: object) {
  return foldTariff({
    country_code: 'NL',
    party_id: 'LOW',
    id: 'T',
    currency: 'EUR',
    elements: [{ price_components: [{ type: 'FLAT', price: 1, step_size: 1 }], restrictions }],
    last_updated: at,
  });
}

test('a CDR keeps what it says beside its price', () => {
  const said = {
    session_id: 'S',
    authorization_reference: 'R',
    total_reservation_cost: { excl_vat: 1, incl_vat: 1.21 },
    invoice_reference_id: 'I',
    meter_id: 'M',
    home_charging_compensation: true,
    remark: 'unplugged',
  };
  expect(foldCdr(cdr(said))).toMatchObject({
    findings: [],
    value: {
      sessionId: 'S',
      authorizationReference: 'R',
      totalReservationCost: { exclTax: '1', inclTax: '1.21' },
      invoiceReferenceId: 'I',
      meterId: 'M',
      homeCharging: true,
      remark: 'unplugged',
    },
  });
});

test('a CDR knows its place as it was', () => {
  const cdr_location = {
    id: 'L',
    evse_uid: 'E',
    evse_id: 'NL*LOW*E1',
    connector_id: '1',
    connector_standard: 'IEC_62196_T2',
    connector_format: 'SOCKET',
    connector_power_type: 'AC_3_PHASE',
    name: 'Zuid',
    address: 'A 1',
    city: 'Gent',
    postal_code: '9000',
    state: 'OVL',
    country: 'BEL',
    coordinates: { latitude: '51.047599', longitude: '3,729944' },
  };
  expect(foldCdr(cdr({ cdr_location }))).toMatchObject({
    findings: [],
    value: {
      location: {
        evseId: 'NL*LOW*E1',
        connectorStandard: 'IEC_62196_T2',
        connectorFormat: 'SOCKET',
        powerType: 'AC_3_PHASE',
        postalCode: '9000',
        state: 'OVL',
        country: 'BE',
        point: { latitude: 51.047599, longitude: 3.729944 },
      },
    },
  });
  const nowhere = { ...cdr_location, coordinates: { latitude: '', longitude: '3' } };
  const read = foldCdr(cdr({ cdr_location: nowhere }));
  expect(read).toMatchObject({ findings: [{ pointer: '/cdr_location/coordinates/latitude' }] });
  expect(read.ok && 'point' in read.value.location).toBe(false);
});

test('signed data is kept character by character, however long', () => {
  const plain = `OCMF|${'{"FV":"1.0"}'.repeat(1_000)}|`;
  const signed_data = {
    encoding_method: 'OCMF',
    encoding_method_version: 1,
    public_key: 'MFYw',
    signed_values: [
      { nature: 'Start', plain_data: plain, signed_data: 'AAA' },
      { nature: 'End', plain_data: plain },
      { nature: 'End', signed_data: 'BBB' },
    ],
    url: 'https://example.com/check',
  };
  expect(foldCdr(cdr({ signed_data }))).toMatchObject({
    value: {
      signedData: {
        encodingMethod: 'OCMF',
        encodingMethodVersion: 1,
        publicKey: 'MFYw',
        values: [
          { nature: 'Start', plainData: plain, signedData: 'AAA' },
          { nature: 'End', plainData: '', signedData: 'BBB' },
        ],
        url: 'https://example.com/check',
      },
    },
    findings: [{ pointer: '/signed_data/signed_values/1/signed_data' }],
  });
  const empty = foldCdr(cdr({ signed_data: { encoding_method: 'OCMF', signed_values: [] } }));
  expect(empty).toMatchObject({ findings: [{ pointer: '/signed_data/signed_values' }] });
  expect(empty.ok && 'signedData' in empty.value).toBe(false);
});

test('a credit is a credit in words too, and one that names no original is said', () => {
  expect(foldCdr(cdr({ credit: 'true', credit_reference_id: 'B' }))).toMatchObject({
    value: { credit: true, creditReferenceId: 'B' },
    findings: [],
  });
  expect(foldCdr(cdr({ credit: true }))).toMatchObject({
    findings: [{ code: 'credit-reference', pointer: '/credit_reference_id' }],
  });
  expect(foldCdr(cdr({ credit_reference_id: 'B' }))).toMatchObject({
    value: { credit: false },
    findings: [{ code: 'credit-reference', pointer: '/credit' }],
  });
});

test('a sub-total that cannot be read is left out, and the CDR stays', () => {
  const read = foldCdr(cdr({ total_energy_cost: { incl_vat: 3 } }));
  expect(read).toMatchObject({
    ok: true,
    findings: [{ code: 'invalid-part', pointer: '/total_energy_cost/excl_vat' }],
  });
  expect(read.ok && 'totalEnergyCost' in read.value).toBe(false);
});

test('a tariff keeps its words for people', () => {
  const texts = [{ language: 'NL', text: 'gratis' }, { language: 'en' }];
  const read = foldTariff({
    country_code: 'NL',
    party_id: 'LOW',
    id: 'T',
    currency: 'EUR',
    type: 'AD_HOC_PAYMENT',
    tariff_alt_text: texts,
    tariff_alt_url: 'https://example.com',
    elements: [{ price_components: [{ type: 'FLAT', price: 0 }] }],
    last_updated: at,
  });
  expect(read).toMatchObject({
    value: {
      type: 'AD_HOC_PAYMENT',
      altText: [{ language: 'nl', text: 'gratis' }],
      altUrl: 'https://example.com',
    },
    findings: [{ pointer: '/tariff_alt_text/1/text' }],
  });
});

test('times of day are written one way, whatever way they came', () => {
  expect(restricted({ start_time: '9:00', end_time: '24:00' })).toMatchObject({
    value: { elements: [{ restrictions: { startTime: '09:00', endTime: '00:00' } }] },
  });
  for (const [key, value] of [
    ['start_time', '25:00'],
    ['end_time', 'noon'],
    ['start_date', '2026-13-01'],
    ['min_duration', -1],
    ['day_of_week', 'MONDAY'],
  ] as const)
    expect(restricted({ [key]: value })).toMatchObject({
      ok: false,
      problems: [{ pointer: `/elements/0/restrictions/${key}` }],
    });
});

test('a day or kind of reservation that nobody knows is kept as unknown', () => {
  expect(restricted({ day_of_week: ['monday', 'FRIYAY'] })).toMatchObject({
    value: { elements: [{ restrictions: { unknown: ['day_of_week'] } }] },
    findings: [{ code: 'unknown-restriction', pointer: '/elements/0/restrictions/day_of_week' }],
  });
  expect(restricted({ reservation: 'LATER' })).toMatchObject({
    value: { elements: [{ restrictions: { reservation: 'LATER', unknown: ['reservation'] } }] },
  });
  expect(restricted({ day_of_week: ['monday'], reservation: 'RESERVATION_EXPIRES' })).toMatchObject(
    {
      value: {
        elements: [
          { restrictions: { daysOfWeek: ['MONDAY'], reservation: 'RESERVATION_EXPIRES' } },
        ],
      },
      findings: [],
    },
  );
});

test('instants are whole milliseconds in UTC, and a day that does not exist is no day', () => {
  const ended = (end_date_time: string) => {
    const read = foldCdr(cdr({ end_date_time }));
    return read.ok ? read.value.endedAt : read.problems.map(({ pointer }) => pointer);
  };
  expect(ended('2026-03-01T11:00:00+01:00')).toBe('2026-03-01T10:00:00.000Z');
  expect(ended('2026-03-01T11:00:00')).toBe('2026-03-01T11:00:00.000Z');
  expect(ended('2026-03-01T11:00:00.123Z')).toBe('2026-03-01T11:00:00.123Z');
  expect(ended('2026-03-31T11:00:00Z')).toBe('2026-03-31T11:00:00.000Z');
  expect(ended('2024-02-29T11:00:00Z')).toBe('2024-02-29T11:00:00.000Z');
  expect(ended('2026-03-32T11:00:00Z')).toEqual(['/end_date_time']);
});
