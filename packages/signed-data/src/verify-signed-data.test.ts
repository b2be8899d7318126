import { describe, expect, test } from 'vitest';
import { type MeterKey, verifyOcmf, verifySignedData } from './index.ts';
import {
  BEGIN,
  END,
  makeMeter,
  makeValue,
  ocmfData,
  ocmfOf,
  payloadOf,
  sectionOf,
} from './sign-records.fixture.ts';

const meter = makeMeter();
const stranger = makeMeter();
const payload = payloadOf();
const record = ocmfOf(payload, meter);
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('what a record says', () => {
  test('energy, times, meter and identification of one record with begin and end', () => {
    expect(verifyOcmf(record, meter.publicKey)).toMatchObject({
      valid: true,
      reason: { code: 'verified' },
      keyOrigin: 'record',
      energyKwh: '7.5',
      startedAt: '2026-03-01T09:00:00.000Z',
      startClock: 'synchronised',
      endedAt: '2026-03-01T10:30:00.000Z',
      meterSerial: 'METER-1',
      identification: '04AB076A345B85',
      identificationType: 'ISO14443',
      notes: [],
    });
  });

  test('begin and end in two records, and one that holds both, called End', () => {
    const begin = ocmfOf(payloadOf({ PG: 'T7', RD: [BEGIN] }), meter);
    const end = ocmfOf(payloadOf({ PG: 'T8', RD: [END] }), meter);
    const both = ocmfOf(payloadOf({ PG: 'T8' }), meter);
    const start = makeValue(begin, { nature: 'Start' });
    for (const values of [[start, makeValue(end)], [start, makeValue(both)], [makeValue(both)]]) {
      expect(verifySignedData(ocmfData(values, meter.publicKey), [])).toMatchObject({
        valid: true,
        energyKwh: '7.5',
      });
    }
  });

  test('every digit of a register is kept, and Wh become kWh exactly', () => {
    const text = payload
      .replace('1200.5', '12345678901234567.000000001')
      .replace('1208', '12345678901234567.000000003')
      .replaceAll('"kWh"', '"Wh"');
    expect(verifyOcmf(ocmfOf(text, meter), meter.publicKey)).toMatchObject({
      valid: true,
      energyKwh: '0.000000000002',
    });
  });

  test('a reading takes over what it leaves out; export is not energy into the vehicle', () => {
    const text = payloadOf({
      RD: [BEGIN, { RV: 4.4, RI: '1-0:2.8.0' }, { ...END, RI: undefined }, { RV: 9 }],
    });
    const readings = [BEGIN, { RV: 4.4, RI: '1-0:2.8.0' }, END, { RV: 9, RI: '1-0:2.8.0' }];
    expect(verifyOcmf(ocmfOf(text, meter)).readings).toHaveLength(4);
    expect(verifyOcmf(ocmfOf(payloadOf({ RD: readings }), meter))).toMatchObject({
      energyKwh: '7.5',
    });
  });

  test.each([
    ['an end without a begin', { RD: [END] }, 'begin-missing'],
    ['a begin without an end', { RD: [BEGIN] }, 'end-missing'],
    ['a register that falls', { RD: [BEGIN, { ...END, RV: 1 }] }, 'energy-decreases'],
    ['a clock never set', { RD: [{ ...BEGIN, TM: '1970-01-01T01:00:00,000+0100 R' }, END] }],
    ['a meter in trouble', { RD: [BEGIN, { ...END, ST: 'M' }] }, 'meter-not-ok'],
    ['energy not to be billed', { RD: [BEGIN, { ...END, EF: 'E' }] }, 'error-flagged'],
    ['an error on the way', { RD: [BEGIN, { ...BEGIN, TX: 'X' }, END] }, 'error-flagged'],
    ['another unit', { RD: [BEGIN, { ...END, RU: 'Ws' }] }, 'unit-unknown'],
    ['no number', { RD: [BEGIN, { ...END, RV: 'much' }] }, 'reading-unreadable'],
    ['an unverified card', { IS: false }, 'identification-not-verified'],
  ])('%s is noted, and does not break the signature', (_, changes, code?: string) => {
    const found = verifyOcmf(ocmfOf(payloadOf(changes), meter), meter.publicKey);
    expect(found.valid).toBe(true);
    expect(found.notes.map((note) => note.code)).toContain(code ?? 'time-not-synchronised');
  });
});

describe('how a record may come', () => {
  const spaced = payload.replaceAll(',"', ' ,\n "');
  test.each([
    ['whole in both fields', makeValue(base64(record), { plainData: record })],
    ['whole in the plain field alone', makeValue('', { plainData: record })],
    ['stripped, and whole', makeValue(base64(record), { plainData: `OCMF|${payload}` })],
    ['stripped to the payload, and whole', makeValue(base64(record), { plainData: payload })],
    ['split at the pipes', makeValue(sectionOf(payload, meter), { plainData: payload })],
    [
      'split, encoded',
      makeValue(base64(sectionOf(payload, meter)), { plainData: base64(payload) }),
    ],
    [
      'the payload, and the bare signature',
      makeValue(JSON.parse(sectionOf(payload, meter)).SD, { plainData: payload }),
    ],
    ['in hex', makeValue(Buffer.from(record).toString('hex'))],
    ['in base64 twice', makeValue(base64(base64(record)))],
    ['in URL-safe base64', makeValue(Buffer.from(record).toString('base64url'))],
    ['as a JSON string', makeValue(JSON.stringify(record))],
    ['as a JSON string without its quotes', makeValue(JSON.stringify(record).slice(1, -1))],
    ['with a mark and blanks around it', makeValue(`\uFEFF \n${record}\r\n`)],
    ['with the key behind a third pipe', makeValue(`${record}|${meter.publicKey}`)],
    ['written otherwise in the plain field', makeValue(record, { plainData: `OCMF|${spaced}` })],
    ['with blanks inside, signed so', makeValue(ocmfOf(spaced, meter))],
    ['with a pipe in a text', makeValue(ocmfOf(payloadOf({ GI: 'a|b' }), meter))],
    ['with umlauts', makeValue(base64(ocmfOf(payloadOf({ GI: 'Säule €' }), meter)))],
    ['with a signature in base64', makeValue(ocmfOf(payload, meter, { base64: true }))],
    ['with numbers as texts', makeValue(ocmfOf(payload.replace('1208', '"   1208.000"'), meter))],
    ['with leading zeros', makeValue(ocmfOf(payload.replace('1208', '0001208'), meter))],
    ['with a comma too many', makeValue(ocmfOf(payload.replace('}]}', '},]}'), meter))],
    ['longer than OCPI allows', makeValue(ocmfOf(payloadOf({ U: 'x'.repeat(9_000) }), meter))],
  ])('%s', (_, value) => {
    expect(verifySignedData(ocmfData([value], meter.publicKey), [])).toMatchObject({
      valid: true,
      energyKwh: '7.5',
    });
  });

  test('an encoding by a name of its own is recognised by what it is', () => {
    const named = { ...ocmfData([makeValue(record)], meter.publicKey), encodingMethod: 'SAFE' };
    expect(verifySignedData(named, [])).toMatchObject({ valid: true });
  });
});

describe('what is false', () => {
  const changed = record.replace('1208', '1209');
  const begin = (RV: number) => ocmfOf(payloadOf({ PG: 'T7', RD: [{ ...BEGIN, RV }] }), meter);
  test.each([
    ['a changed reading', [makeValue(changed)], 'signature-mismatch'],
    ['somebody else`s signature', [makeValue(ocmfOf(payload, stranger))], 'signature-mismatch'],
    [
      'one bad record among good ones',
      [makeValue(begin(1200.5), { nature: 'Start' }), makeValue(changed)],
      'signature-mismatch',
    ],
    ['plain data of its own', [makeValue(record, { plainData: changed })], 'plain-data-differs'],
    [
      'plain data that broke',
      [makeValue(record, { plainData: record.replace('"RD"', '"RD') })],
      'plain-data-differs',
    ],
    [
      'two begins',
      [makeValue(begin(1199), { nature: 'Start' }), makeValue(record)],
      'values-contradict',
    ],
    [
      'an end from before the begin',
      [makeValue(begin(1200.5)), makeValue(ocmfOf(payloadOf({ PG: 'T6', RD: [END] }), meter))],
      'values-contradict',
    ],
    [
      'a key on another curve',
      [makeValue(ocmfOf(payload, meter, { algorithm: 'ECDSA-secp384r1-SHA256' }))],
      'curve-mismatch',
    ],
  ])('%s', (_, values, code) => {
    expect(verifySignedData(ocmfData(values, meter.publicKey), [])).toMatchObject({
      valid: false,
      reason: { code },
    });
  });
});

describe('what cannot be checked is null, and never false', () => {
  const { publicKey } = meter;
  const raw = (section: object) => `OCMF|${payload}|${JSON.stringify(section)}`;
  test.each([
    ['no key', ocmfData([makeValue(record)]), 'key-missing'],
    ['a key that is none', ocmfData([makeValue(record)], 'ABCDEF'), 'key-unreadable'],
    ['no values', ocmfData([], publicKey), 'no-signed-values'],
    ['nothing readable', ocmfData([makeValue('hello')], publicKey), 'record-unreadable'],
    ['no signature', ocmfData([makeValue(`OCMF|${payload}`)], publicKey), 'signature-missing'],
    [
      'a signature that is no text of bytes',
      ocmfData([makeValue(raw({ SD: '!!' }))], publicKey),
      'signature-unreadable',
    ],
    [
      'RSA',
      ocmfData([makeValue(raw({ SA: 'RSA-2048-SHA256', SD: '00' }))], publicKey),
      'algorithm-unknown',
    ],
    [
      'signed, but no JSON',
      ocmfData([makeValue(ocmfOf('{"RD":[', meter))], publicKey),
      'record-unreadable',
    ],
    ['too much', ocmfData([makeValue(record.padEnd(2_000_000))], publicKey), 'too-large'],
    [
      'an encoding of nobody',
      { encodingMethod: 'Nobody', values: [makeValue('hello')] },
      'encoding-unknown',
    ],
  ])('%s', (_, data, code) => {
    expect(verifySignedData(data, [])).toMatchObject({ valid: null, reason: { code } });
  });
});

describe('whose key it is', () => {
  const ours: MeterKey = { meterSerial: 'meter 1', publicKey: meter.publicKey };
  const data = ocmfData([makeValue(record)]);

  test('a key of the registry proves the origin, one that came along does not', () => {
    expect(verifySignedData(data, [ours])).toMatchObject({ valid: true, keyOrigin: 'registry' });
    expect(verifySignedData(ocmfData(data.values, meter.publicKey), [])).toMatchObject({
      valid: true,
      keyOrigin: 'record',
    });
  });

  test('found by gateway, by the EVSE, by the meter of the CDR; not by another meter', () => {
    const { publicKey } = meter;
    const evseId = 'DE*ABC*E1*1';
    const found = (key: MeterKey, context = {}) => verifySignedData(data, [key], context).valid;
    expect(found({ meterSerial: 'GW-1', publicKey })).toBe(true);
    expect(found({ evseId, publicKey }, { evseId: 'deabce11' })).toBe(true);
    expect(found({ meterSerial: 'M9', publicKey }, { meterId: 'M9' })).toBe(true);
    expect(found({ meterSerial: 'M9', publicKey })).toBe(null);
  });

  test('where the registry has a key, one that came along cannot replace it', () => {
    const forged = ocmfData([makeValue(ocmfOf(payload, stranger))], stranger.publicKey);
    const found = verifySignedData(forged, [ours]);
    expect(found).toMatchObject({ valid: false, reason: { code: 'signature-mismatch' } });
    expect(found.notes.map(({ code }) => code)).toContain('record-key-differs');
  });

  test('a key counts within its validity, until the moment it ends', () => {
    const found = (validFrom: string, validTo: string) =>
      verifySignedData(data, [{ ...ours, validFrom, validTo } as MeterKey]);
    const end = '2026-03-01T10:30:00.000Z';
    expect(found(end, '2027-01-01T00:00:00.000Z').valid).toBe(true);
    expect(found('2020-01-01T00:00:00.000Z', end)).toMatchObject({
      valid: null,
      reason: { code: 'key-not-in-force' },
    });
    const next: MeterKey = { ...ours, publicKey: stranger.publicKey };
    expect(verifySignedData(data, [next, ours]).valid).toBe(true);
  });

  test('a meter that our registry has at another EVSE is told', () => {
    const key: MeterKey = { ...ours, evseId: 'DE*ABC*E2' };
    const found = verifySignedData(data, [key], { evseId: 'DE*ABC*E1' });
    expect(found.notes.map(({ code }) => code)).toContain('meters-differ');
  });
});

test('the answer is plain JSON', () => {
  const found = verifyOcmf(record, meter.publicKey);
  expect(JSON.parse(JSON.stringify(found))).toEqual(found);
});
