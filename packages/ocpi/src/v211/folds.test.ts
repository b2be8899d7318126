import { partyRef } from '@peregrine/domain';
import { expect, test } from 'vitest';
import { foldCdr } from './cdr.fold.ts';
import { foldTariff } from './tariff.fold.ts';

const at = '2015-06-29T21:39:09Z';
const party = partyRef('NL', 'TNM');

function tariff(component: object = {}, change: object = {}) {
  return {
    id: '12',
    currency: 'EUR',
    elements: [
      { price_components: [{ type: 'TIME', price: '2.00', step_size: 300, ...component }] },
    ],
    last_updated: at,
    ...change,
  };
}

const connector = { id: '1', standard: 'IEC_62196_T2', format: 'SOCKET', power_type: 'AC_1_PHASE' };
const evse = { uid: '3256', evse_id: 'BE-BEC-E041503003', connectors: [connector] };

function cdr(change: object = {}, location: object = {}) {
  return {
    id: '12345',
    start_date_time: at,
    stop_date_time: '2015-06-29T23:37:32Z',
    auth_id: 'DE8ACC12E46L89',
    auth_method: 'WHITELIST',
    location: {
      id: 'LOC1',
      name: 'Gent Zuid',
      address: 'F.Rooseveltlaan 3A',
      city: 'Gent',
      postal_code: '9000',
      country: 'BEL',
      coordinates: { latitude: '51.047599', longitude: '3.729944' },
      time_zone: 'Europe/Brussels',
      evses: [evse],
      ...location,
    },
    currency: 'EUR',
    tariffs: [tariff()],
    charging_periods: [{ start_date_time: at, dimensions: [{ type: 'TIME', volume: 1.973 }] }],
    total_cost: 4,
    total_energy: 15.342,
    total_time: 1.973,
    total_parking_time: 0,
    meter_id: 'M1',
    remark: 'unplugged',
    last_updated: '2015-06-29T22:01:13Z',
    ...change,
  };
}

test('a tariff is before a tax of unknown rate, and its first matching element decides', () => {
  expect(foldTariff(tariff(), { party })).toEqual({
    ok: true,
    findings: [],
    value: {
      party,
      tariffId: '12',
      currency: 'EUR',
      elementChoice: 'whole-element',
      taxIncluded: 'no',
      elements: [
        {
          components: [{ dimension: 'TIME', price: '2', tax: { kind: 'unknown' }, stepSize: 300 }],
        },
      ],
      lastUpdated: '2015-06-29T21:39:09.000Z',
    },
  });
});

test('who owns a tariff is its own word, else the one it was sent for, else it is refused', () => {
  const owned = tariff({}, { country_code: 'fr', party_id: 'gir' });
  expect(foldTariff(owned, { party })).toMatchObject({ value: { party: partyRef('FR', 'GIR') } });
  expect(foldTariff(tariff())).toMatchObject({
    ok: false,
    problems: [{ pointer: '/country_code' }, { pointer: '/party_id' }],
  });
});

test('restrictions of later versions are kept as unknown: they would change the price', () => {
  const elements = [{ ...tariff().elements[0], restrictions: { max_current: 16 } }];
  expect(foldTariff(tariff({}, { elements }), { party })).toMatchObject({
    value: { elements: [{ restrictions: { unknown: ['max_current'] } }] },
  });
  expect(foldTariff(tariff({}, { min_price: 1 }), { party })).toMatchObject({
    value: { restrictions: { unknown: ['min_price'] } },
    findings: [{ code: 'unknown-extension', pointer: '/min_price' }],
  });
});

test('a CDR is read with its whole location, its auth_id and one total before tax', () => {
  expect(foldCdr(cdr(), { party })).toEqual({
    ok: true,
    findings: [],
    value: {
      party,
      cdrId: '12345',
      startedAt: '2015-06-29T21:39:09.000Z',
      endedAt: '2015-06-29T23:37:32.000Z',
      token: { tokenUid: 'DE8ACC12E46L89', type: 'OTHER', contractId: 'DE8ACC12E46L89' },
      authMethod: 'WHITELIST',
      location: {
        locationId: 'LOC1',
        evseUid: '3256',
        evseId: 'BE-BEC-E041503003',
        connectorId: '1',
        connectorStandard: 'IEC_62196_T2',
        connectorFormat: 'SOCKET',
        powerType: 'AC_1_PHASE',
        name: 'Gent Zuid',
        address: 'F.Rooseveltlaan 3A',
        city: 'Gent',
        postalCode: '9000',
        country: 'BE',
        point: { latitude: 51.047599, longitude: 3.729944 },
        timeZone: 'Europe/Brussels',
      },
      currency: 'EUR',
      tariffs: [expect.objectContaining({ party, tariffId: '12' })],
      periods: [
        { startedAt: '2015-06-29T21:39:09.000Z', dimensions: [{ type: 'TIME', volume: '1.973' }] },
      ],
      totalCost: { exclTax: '4' },
      totalEnergyKwh: '15.342',
      totalTimeHours: '1.973',
      totalParkingTimeHours: '0',
      credit: false,
      meterId: 'M1',
      remark: 'unplugged',
      lastUpdated: '2015-06-29T22:01:13.000Z',
    },
  });
});

test('of several EVSEs or connectors nobody can tell which was used', () => {
  const place = (evses: unknown) => {
    const read = foldCdr(cdr({}, { evses }), { party });
    return read.ok ? [read.value.location.evseUid, read.value.location.connectorId] : read.problems;
  };
  expect(place([evse, evse])).toEqual(['#NA', '#NA']);
  expect(place([{ ...evse, connectors: [] }])).toEqual(['3256', '#NA']);
  expect(place(null)).toEqual(['#NA', '#NA']);
  expect(foldCdr(cdr({}, { evses: [] }), { party })).toMatchObject({
    findings: [{ code: 'place-unclear', pointer: '/location/evses' }, {}],
  });
});

test('the end may have its later name; without any the CDR is refused by the name of 2.1.1', () => {
  const ended = cdr({ stop_date_time: null, end_date_time: '2015-06-29T23:00:00Z' });
  expect(foldCdr(ended, { party })).toMatchObject({
    value: { endedAt: '2015-06-29T23:00:00.000Z' },
    findings: [{ code: 'later-field' }],
  });
  expect(foldCdr(cdr({ stop_date_time: undefined }), { party })).toMatchObject({
    ok: false,
    problems: [{ pointer: '/stop_date_time' }],
  });
});

const gireve = { party, dialect: 'gireve' } as const;
const near = { round_granularity: 'HUNDRETH', round_rule: 'ROUND_NEAR' };

test("GIREVE's components carry their roundings and whether they are exact", () => {
  const sent = {
    type: 'SESSION_TIME',
    price_round: near,
    step_round: { round_granularity: 'UNIT', round_rule: 'ROUND_DOWN' },
    exact_price_component: false,
  };
  expect(foldTariff(tariff(sent), gireve)).toMatchObject({
    value: {
      elements: [
        {
          components: [
            {
              dimension: 'SESSION_TIME',
              priceRound: { granularity: '0.01', rule: 'near' },
              stepRound: { granularity: '1', rule: 'down' },
              approximate: true,
            },
          ],
        },
      ],
    },
    findings: [{ code: 'approximate-price' }],
  });
  const broken = { price_round: { round_granularity: 'HALF', round_rule: 'ROUND_UP' } };
  expect(foldTariff(tariff(broken), gireve)).toMatchObject({
    ok: false,
    problems: [{ pointer: '/elements/0/price_components/0/price_round/round_granularity' }],
  });
});

test("GIREVE's restriction of a whole tariff has two windows of the day", () => {
  const restriction = {
    start_time: '08:00',
    end_time: '12:00',
    start_time_2: '14:00',
    end_time_2: '18:00',
    day_of_week: ['MONDAY'],
  };
  expect(foldTariff(tariff({}, { restriction }), gireve)).toMatchObject({
    value: {
      restrictions: {
        startTime: '08:00',
        endTime: '12:00',
        secondStartTime: '14:00',
        secondEndTime: '18:00',
        daysOfWeek: ['MONDAY'],
      },
    },
    findings: [],
  });
});

test('without the dialect what would change a price is said and kept as unknown', () => {
  const rounded = foldTariff(tariff({ price_round: near }), { party });
  expect(rounded).toMatchObject({
    value: { elements: [{ restrictions: { unknown: ['price_round'] } }] },
    findings: [
      { code: 'unknown-extension', pointer: '/elements/0/price_components/0/price_round' },
    ],
  });
  for (const name of ['restriction', 'restrictions'])
    expect(foldTariff(tariff({}, { [name]: { start_time: '08:00' } }), { party })).toMatchObject({
      value: { restrictions: { unknown: [name] } },
    });
  const usual = { step_round: { round_granularity: 'UNIT', round_rule: 'ROUND_UP' } };
  expect(foldTariff(tariff(usual), { party })).toMatchObject({ ok: true, findings: [] });
  expect(foldTariff(tariff({ type: 'SESSION_TIME' }), { party })).toMatchObject({
    ok: false,
    problems: [{ pointer: '/elements/0/price_components/0/type' }],
  });
});

test("GIREVE's CDRs carry its reference of our authorisation and signed data", () => {
  const sent = cdr({
    authorization_id: 'ref-1',
    remark: '[?] no price',
    signed_data: { encoding_method: 'OCMF', signed_values: [{ nature: 'End', signed_data: 'x' }] },
  });
  expect(foldCdr(sent, gireve)).toMatchObject({
    value: {
      authorizationReference: 'ref-1',
      signedData: { encodingMethod: 'OCMF', values: [{ signedData: 'x' }] },
    },
    findings: [{ code: 'total-not-significant', pointer: '/total_cost' }],
  });
  expect(foldCdr(sent, { party })).toMatchObject({ findings: [] });
});
