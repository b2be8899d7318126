import { describe, expect, test } from 'vitest';
import { verifySignedData } from '../index.ts';
import { makeMeter, makeValue, signRaw, toBase32 } from '../sign-records.fixture.ts';

const meter = makeMeter('prime192v1');

function dataSet(register: bigint, seconds: number, page: number): Buffer {
  const data = Buffer.alloc(82);
  data.set(Buffer.from('NG-ADAPTER'), 0);
  data.set(Buffer.from('0A01445A470033000140', 'hex'), 16);
  data.writeUInt32LE(Date.parse('2026-03-01T09:00:00Z') / 1000 + seconds, 34);
  data.set([1, 0, 1, 8, 0, 255], 38);
  data.writeUInt8(30, 44);
  data.writeInt8(0, 45);
  data.writeBigInt64LE(register, 46);
  data.set(Buffer.from('04AB076A345B85'), 54);
  data.writeUInt32LE(page, 78);
  return data;
}

function record(type: number, data: Buffer, signed = data): string {
  const key = toBase32(Buffer.from(meter.point.slice(2), 'hex'));
  return `AP;${type};3;${key};${toBase32(data)};${toBase32(signRaw(signed, meter))};`;
}

const begin = record(0, dataSet(15_762n, 0, 7));
const end = record(1, dataSet(23_262n, 5_400, 8));

function verify(...values: ReturnType<typeof makeValue>[]) {
  return verifySignedData({ encodingMethod: 'Alfen Eichrecht', values }, []);
}

describe('an Alfen record', () => {
  test('is verified with its own key; begin and end are told by its type', () => {
    const values = [makeValue(begin), makeValue(Buffer.from(end).toString('base64'))];
    expect(verify(...values)).toMatchObject({
      valid: true,
      keyOrigin: 'record',
      energyKwh: '7.5',
      startedAt: '2026-03-01T09:00:00.000Z',
      endedAt: '2026-03-01T10:30:00.000Z',
      meterSerial: '1DZG0033000140',
      identification: '04AB076A345B85',
      notes: [],
    });
  });

  test('is read from the plain field too, and checked against a key of the registry', () => {
    const data = {
      encodingMethod: 'Alfen Eichrecht',
      values: [makeValue('', { plainData: begin })],
    };
    const key = { meterSerial: 'NG-ADAPTER', publicKey: meter.publicKey };
    expect(verifySignedData(data, [key])).toMatchObject({ valid: true, keyOrigin: 'registry' });
  });

  test('is false when one byte of the data set is another', () => {
    for (let at = 0; at < 82; at++) {
      const signed = dataSet(15_762n, 0, 7);
      const changed = Buffer.from(signed);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(verify(makeValue(record(0, changed, signed))).valid).toBe(false);
    }
  });

  test('that reports a fault says so', () => {
    const data = dataSet(15_762n, 0, 7);
    data.writeUInt8(0b10, 26);
    expect(verify(makeValue(record(1, data))).notes).toContainEqual({
      code: 'meter-not-ok',
      text: 'The record reports a fault (status bit 1).',
    });
  });

  test.each([
    ['no record', 'AP;0;3', 'record-unreadable'],
    ['a data set cut short', record(0, dataSet(1n, 0, 1).subarray(1)), 'record-unreadable'],
    ['no signature', begin.split(';').with(5, '').join(';'), 'signature-unreadable'],
    ['no key', begin.split(';').with(3, '').join(';'), 'key-missing'],
  ])('%s cannot be checked', (_, text, code) => {
    expect(verify(makeValue(text))).toMatchObject({ valid: null, reason: { code } });
  });
});
