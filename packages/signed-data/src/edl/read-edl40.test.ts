import { describe, expect, test } from 'vitest';
import { verifySignedData } from '../index.ts';
import { blockFields, makeMeter, makeValue, signRaw } from '../sign-records.fixture.ts';
import { parseSml } from './parse-sml.ts';
import { writeBlock } from './signed-block.ts';
import { smlOf } from './write-sml.fixture.ts';

const begin = blockFields();
const end = blockFields({
  localSeconds: begin.localSeconds + 600,
  register: begin.register + 12_345n,
  page: begin.page + 1,
});

function verify(values: ReturnType<typeof makeValue>[], publicKey?: string) {
  const encodingMethod = 'EDL40 E-Mobility Extension';
  return verifySignedData({ encodingMethod, values, ...(publicKey && { publicKey }) }, []);
}

describe.each(['prime192v1', 'prime256v1'])('an SML message signed on %s', (curve) => {
  const meter = makeMeter(curve);
  const start = makeValue(smlOf(begin, meter).toString('hex'), { nature: 'Start' });

  test('is verified, and says energy, times, meter and card', () => {
    const stop = makeValue(smlOf(end, meter).toString('base64'));
    expect(verify([start, stop], meter.point.slice(2))).toMatchObject({
      valid: true,
      keyOrigin: 'record',
      energyKwh: '1.2345',
      startedAt: '2026-03-01T09:00:00.000Z',
      endedAt: '2026-03-01T09:10:00.000Z',
      meterSerial: '1EMH0006008367',
      identification: '874AD0FE',
      notes: [],
    });
  });

  test('is false when its register was changed', () => {
    const changed = smlOf(begin, meter, { register: begin.register + 1n });
    expect(verify([makeValue(changed.toString('hex'))], meter.point)).toMatchObject({
      valid: false,
      reason: { code: 'signature-mismatch' },
    });
  });

  test('tells what was signed where the message is wider than the signed field', () => {
    // 16 bits of 255 are signed as the same byte as -1: one tenth, not ten to the 255th.
    const wide = smlOf(begin, meter, { scaler: Buffer.from('5300ff', 'hex') });
    const found = verify([makeValue(wide.toString('hex'))], meter.point);
    expect(found.valid).toBe(true);
    expect(found.readings[0]).toMatchObject({ value: '51911.6', energyKwh: '51.9116' });
  });

  test('is found in a registry by the number on the plate or by the server id', () => {
    const data = { encodingMethod: 'EDL40 E-Mobility Extension', values: [start] };
    for (const meterSerial of ['1 EMH 00 06008367', '0901454d4800005bae2f']) {
      const key = { meterSerial, publicKey: meter.publicKey };
      expect(verifySignedData(data, [key])).toMatchObject({ valid: true, keyOrigin: 'registry' });
    }
  });
});

describe('the signed bytes by themselves', () => {
  const meter = makeMeter('prime192v1');
  const block = Buffer.from(writeBlock(begin));
  const signature = Buffer.concat([signRaw(block, meter), Buffer.of(0, 8)]);
  const key = Buffer.from(meter.point.slice(2), 'hex').toString('base64');
  const xml = `<?xml version="1.0"?><signedMeterValue>
    <!-- <encodedMeterValue>AAAA</encodedMeterValue> -->
    <publicKey encoding="base64">${key}</publicKey>
    <meterValueSignature encoding="base64">${signature.toString('base64')}</meterValueSignature>
    <signatureMethod>ECDSA192SHA256</signatureMethod>
    <encodedMeterValue encoding="base64">${block.toString('base64')}</encodedMeterValue>
    </signedMeterValue>`;
  const escaped = xml.replaceAll('<', '&lt;').replaceAll('>', '&gt;');

  test.each([
    ['an XML of its own', makeValue(xml)],
    ['that XML in base64', makeValue(Buffer.from(xml).toString('base64'))],
    ['that XML in a file', makeValue(`<values><signedData>${escaped}</signedData></values>`)],
    [
      'the bytes and the signature apart',
      makeValue(signature.toString('base64'), { plainData: block.toString('base64') }),
    ],
  ])('%s is verified; without an offset from UTC it has no instant', (_, value) => {
    const found = verify([value], key);
    expect(found).toMatchObject({ valid: true, meterSerial: '1EMH0006008367' });
    expect(found.readings[0]).toMatchObject({ localTime: '2026-03-01T10:00:00', value: '51911.6' });
    expect(found).not.toHaveProperty('endedAt');
  });

  test('one flipped bit anywhere in the 320 bytes is noticed', () => {
    for (let at = 0; at < block.length; at++) {
      const flipped = Buffer.from(block);
      flipped.writeUInt8(flipped.readUInt8(at) ^ (1 << (at % 8)), at);
      const value = makeValue(signature.toString('hex'), { plainData: flipped.toString('hex') });
      expect(verify([value], key).valid).toBe(false);
    }
  });
});

test('bytes that look like the end of the file are escaped, and count once', () => {
  const meter = makeMeter('prime192v1');
  const block = blockFields({ contractId: Buffer.from('011b1b1b1b02', 'hex') });
  expect(verify([makeValue(smlOf(block, meter).toString('hex'))], meter.point)).toMatchObject({
    valid: true,
    identification: '011B1B1B1B02',
  });
});

test('a message that signs another register cannot be checked, and says so', () => {
  const meter = makeMeter();
  const other = { ...begin, obis: Uint8Array.of(1, 0, 1, 8, 0, 255) };
  expect(verify([makeValue(smlOf(other, meter).toString('hex'))], meter.point)).toMatchObject({
    valid: null,
    reason: { code: 'encoding-not-checkable' },
  });
});

test('a broken SML file is no message', () => {
  const file = smlOf(begin, makeMeter());
  expect(parseSml(file)).toHaveLength(1);
  for (let length = 8; length < file.length - 8; length += 7) {
    expect(parseSml(file.subarray(0, length))).toBeUndefined();
  }
  const deep = `1b1b1b1b01010101${'71'.repeat(60)}1b1b1b1b1a000000`;
  expect(parseSml(Buffer.from(deep, 'hex'))).toBeUndefined();
});
