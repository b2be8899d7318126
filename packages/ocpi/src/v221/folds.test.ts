import { partyRef } from '@peregrine/domain';
import { expect, test } from 'vitest';
import { foldCdr } from './cdr.fold.ts';
import { foldCommandResult } from './command.fold.ts';
import { foldLocation } from './location.fold.ts';
import { foldEvsePatch } from './location-change.fold.ts';
import { foldSession, foldSessionPatch } from './session.fold.ts';
import { foldTariff } from './tariff.fold.ts';

const at = '2026-03-01T10:00:00Z';

function connector(change: object = {}) {
  return {
    id: '1',
    standard: 'IEC_62196_T2',
    format: 'SOCKET',
    power_type: 'AC_3_PHASE',
    max_voltage: 230,
    max_amperage: 32,
    tariff_ids: ['T'],
    last_updated: at,
    ...change,
  };
}
function location(change: object = {}, evse: object = {}, plug: object = {}) {
  return {
    country_code: 'nl',
    party_id: 'low',
    id: 'L1',
    publish: true,
    address: 'Stationsplein 1',
    city: 'Amsterdam',
    country: 'NLD',
    coordinates: { latitude: '52.379100', longitude: '4.900300' },
    time_zone: 'Europe/Amsterdam',
    evses: [
      { uid: 'E1', status: 'AVAILABLE', connectors: [connector(plug)], last_updated: at, ...evse },
    ],
    last_updated: at,
    ...change,
  };
}
function tariff(component: object) {
  return {
    country_code: 'NL',
    party_id: 'LOW',
    id: 'T',
    currency: 'eur',
    elements: [{ price_components: [component] }],
    last_updated: at,
  };
}
const codes = (read: { findings?: readonly { code: string }[] }) =>
  read.findings?.map(({ code }) => code);

test.each<[string, object, string]>([
  ['a number beyond reason', { price: 1e30 }, '/price'],
  ['a number of too many digits', { price: '9'.repeat(200_000) }, '/price'],
  ['a step that cannot be read', { step_size: 'abc' }, '/step_size'],
])('%s spoils a tariff: without it the price would be another', (_, change, pointer) => {
  const component = { type: 'ENERGY', price: 0.45, step_size: 1, ...change };
  const read = foldTariff({
    country_code: 'NL',
    party_id: 'LOW',
    id: 'T',
    currency: 'EUR',
    elements: [{ price_components: [component] }],
    last_updated: at,
  });
  expect(read).toMatchObject({
    ok: false,
    problems: [{ pointer: `/elements/0/price_components/0${pointer}` }],
  });
});

test('a restriction that is not known is kept as such, and a broken end spoils a tariff', () => {
  const tariff = {
    country_code: 'NL',
    party_id: 'LOW',
    id: 'T',
    currency: 'EUR',
    elements: [
      {
        price_components: [{ type: 'ENERGY', price: 0.1, step_size: 1 }],
        restrictions: { moon_phase: 'full', absent: null },
      },
    ],
    last_updated: at,
  };
  expect(foldTariff(tariff)).toMatchObject({
    value: { elements: [{ restrictions: { unknown: ['moon_phase'] } }] },
  });
  expect(foldTariff({ ...tariff, end_date_time: 'soon' })).toMatchObject({ ok: false });
});

test('a location whose EVSEs are no list is refused: left out they would all be removed', () => {
  expect(foldLocation(location({ evses: {} }))).toMatchObject({
    ok: false,
    problems: [{ pointer: '/evses' }],
  });
});

test('a time outside of the years of four digits is no time', () => {
  for (const last_updated of ['0000-01-01T00:00:00Z', '9999-12-31T23:59:59-14:00'])
    expect(foldLocation(location({ last_updated }))).toMatchObject({ ok: false });
});

test('unknown keys are left out, nulls are as good as nothing, codes are upper case', () => {
  const read = foldLocation(
    location({
      help_phone: '+31',
      operator: null,
      name: null,
      postal_code: null,
      opening_times: null,
    }),
  );
  expect(read).toMatchObject({ ok: true, findings: [], value: { party: partyRef('NL', 'LOW') } });
  if (!read.ok) return;
  expect(Object.keys(read.value)).not.toContain('help_phone');
  expect('name' in read.value).toBe(false);
});

test('a broken optional field is left out with a finding, and the location stays', () => {
  const read = foldLocation(location({ operator: { name: ['x'] }, postal_code: {} }));
  expect(read).toMatchObject({ ok: true, value: { locationId: 'L1' } });
  if (!read.ok) return;
  expect(read.findings.map(({ pointer }) => pointer)).toEqual(['/postal_code', '/operator/name']);
});

test('one broken EVSE does not cost the others', () => {
  const good = location().evses[0];
  const read = foldLocation(location({ evses: [{ uid: 'X' }, good] }));
  expect(read).toMatchObject({ ok: true, value: { evses: [{ evseUid: 'E1' }] } });
  expect(codes(read as never)).toContain('invalid-part');
});

test('what is required and missing makes it unusable, by name', () => {
  const { coordinates: _, ...rest } = location();
  expect(foldLocation(rest)).toMatchObject({
    ok: false,
    problems: [{ pointer: '/coordinates', severity: 'error' }],
  });
  expect(foldLocation('a text')).toMatchObject({ ok: false, problems: [{ pointer: '' }] });
});

test('power is the given one, else volts, amperes and phases', () => {
  const watts = (plug: object) => {
    const read = foldLocation(location({}, {}, plug));
    return read.ok ? read.value.evses[0]?.connectors[0]?.maxPowerW : undefined;
  };
  expect(watts({})).toBe(22_080);
  expect(watts({ max_voltage: 400 })).toBe(22_170);
  expect(watts({ max_electric_power: 11_000 })).toBe(11_000);
  expect(watts({ power_type: 'DC', max_voltage: 920, max_amperage: 300 })).toBe(276_000);
  expect(watts({ max_electric_power: 22_000_000 })).toBe(22_080);
  expect(watts({ max_voltage: null, max_amperage: null })).toBe(0);
});

test('an unknown status, country or time zone is said and replaced', () => {
  const read = foldLocation(
    location({ country: 'XXX', time_zone: 'Mars/Olympus' }, { status: 'SLEEPING' }),
  );
  expect(read).toMatchObject({ value: { country: 'NL', evses: [{ status: 'UNKNOWN' }] } });
  expect(codes(read as never)).toEqual(['country-code', 'unknown-status', 'unknown-time-zone']);
});

test('prices are exactly as written, and a missing VAT is unknown, not 0', () => {
  const read = foldTariff(tariff({ type: 'ENERGY', price: 0.45, step_size: 1 }));
  expect(read).toMatchObject({
    value: {
      currency: 'EUR',
      elements: [{ components: [{ price: '0.45', tax: { kind: 'unknown' }, stepSize: 1 }] }],
    },
  });
  const taxed = foldTariff(tariff({ type: 'FLAT', price: '1.10', vat: 0, step_size: 1 }));
  expect(taxed).toMatchObject({
    value: { elements: [{ components: [{ price: '1.1', tax: { kind: 'rate', percent: '0' } }] }] },
  });
});

test('a component or restriction that cannot be read spoils the tariff: it would change the price', () => {
  expect(foldTariff(tariff({ type: 'ENERGY', price: 'free', step_size: 1 }))).toMatchObject({
    ok: false,
    problems: [{ pointer: '/elements/0/price_components/0/price' }],
  });
  const restricted = {
    ...tariff({}),
    elements: [
      {
        price_components: [{ type: 'FLAT', price: 1, step_size: 1 }],
        restrictions: { max_kwh: 'many' },
      },
    ],
  };
  expect(foldTariff(restricted)).toMatchObject({ ok: false });
});

test('a session patch adds periods and leaves the rest alone; an empty list changes nothing', () => {
  const key = { party: partyRef('NL', 'LOW'), sessionId: 'S1' };
  const read = foldSessionPatch({ kwh: 1.5, charging_periods: [], last_updated: at }, key);
  expect(read).toMatchObject({
    value: {
      addedPeriods: [],
      changes: { energyKwh: '1.5' },
      lastUpdated: '2026-03-01T10:00:00.000Z',
    },
  });
  expect(foldSessionPatch({ kwh: 1 }, key)).toMatchObject({
    ok: false,
    problems: [{ pointer: '/last_updated' }],
  });
});

test('a session without a country of its token keeps the token', () => {
  const read = foldSession({
    country_code: 'NL',
    party_id: 'LOW',
    id: 'S1',
    start_date_time: '2026-03-01T11:00:00+01:00',
    kwh: 0,
    cdr_token: { uid: 'U', type: 'RFID', contract_id: 'C' },
    auth_method: 'COMMAND',
    location_id: 'L',
    evse_uid: 'E',
    connector_id: '1',
    currency: 'EUR',
    status: 'ACTIVE',
    last_updated: '2026-03-01T10:00:00',
  });
  expect(read).toMatchObject({
    ok: true,
    value: { startedAt: '2026-03-01T10:00:00.000Z', token: { tokenUid: 'U' } },
  });
});

test('an EVSE patch with a status alone changes the status alone', () => {
  const key = { party: partyRef('NL', 'LOW'), locationId: 'L', evseUid: 'E' };
  const read = foldEvsePatch({ status: 'CHARGING', last_updated: at }, key);
  expect(read).toMatchObject({ ok: true });
  if (read.ok && read.value.kind === 'evse')
    expect(Object.keys(read.value.changes).sort()).toEqual(['lastUpdated', 'status']);
});

test('a command result is read bare and in an envelope', () => {
  const bare = { result: 'EVSE_OCCUPIED', message: [{ language: 'en', text: 'taken' }] };
  const value = { result: 'EVSE_OCCUPIED', text: 'taken' };
  expect(foldCommandResult(bare)).toMatchObject({ value });
  expect(foldCommandResult({ data: bare, status_code: 1000 })).toMatchObject({ value });
});

test('a CDR whose total cannot be read is refused, one without an address is not', () => {
  const cdr = {
    country_code: 'NL',
    party_id: 'LOW',
    id: 'C',
    start_date_time: at,
    end_date_time: at,
    cdr_token: { uid: 'U' },
    auth_method: 'COMMAND',
    cdr_location: { id: 'L', evse_uid: 'E', connector_id: '1' },
    currency: 'EUR',
    charging_periods: [],
    total_cost: { excl_vat: 6.785 },
    total_energy: 11.7,
    total_time: 1.973,
    last_updated: at,
  };
  expect(foldCdr(cdr)).toMatchObject({
    ok: true,
    value: { totalCost: { exclTax: '6.785' }, totalEnergyKwh: '11.7' },
  });
  expect(foldCdr({ ...cdr, total_cost: { excl_vat: 'much' } })).toMatchObject({ ok: false });
});
