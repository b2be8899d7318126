import type { SignedData } from '@peregrine/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { smlOf } from './edl/write-sml.fixture.ts';
import { verifyOcmf, verifySignedData } from './index.ts';
import {
  blockFields,
  makeMeter,
  makeValue,
  ocmfOf,
  payloadOf,
  sectionOf,
} from './sign-records.fixture.ts';

const meter = makeMeter();
const payload = payloadOf();
const section = sectionOf(payload, meter);
const record = `OCMF|${payload}|${section}`;
const signature = Buffer.from(JSON.parse(section).SD, 'hex');

function assemble(data: Uint8Array, sd: Uint8Array): Buffer {
  const end = JSON.stringify({ SD: Buffer.from(sd).toString('hex') });
  return Buffer.concat([Buffer.from('OCMF|'), data, Buffer.from(`|${end}`)]);
}

describe('a single flipped byte never verifies', () => {
  const mask = fc.integer({ min: 1, max: 255 });

  test('in the payload, sent as base64', () => {
    const bytes = Buffer.from(payload);
    fc.assert(
      fc.property(fc.nat({ max: bytes.length - 1 }), mask, (at, flip) => {
        const changed = Buffer.from(bytes);
        changed.writeUInt8(changed.readUInt8(at) ^ flip, at);
        const text = assemble(changed, signature).toString('base64');
        expect(verifyOcmf(text, meter.publicKey).valid).not.toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  test('in the signature', () => {
    fc.assert(
      fc.property(fc.nat({ max: signature.length - 1 }), mask, (at, flip) => {
        const changed = Buffer.from(signature);
        changed.writeUInt8(changed.readUInt8(at) ^ flip, at);
        const text = assemble(Buffer.from(payload), changed).toString();
        // It was read as bytes, and these are no signature: that is false, not unknown.
        expect(verifyOcmf(text, meter.publicKey).valid).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });

  test('in any character between the pipes, and none that is put in or left out', () => {
    const position = fc.nat({ max: payload.length - 1 });
    fc.assert(
      fc.property(position, fc.nat({ max: 1 }), fc.string(), (at, cut, put) => {
        const changed = payload.slice(0, at) + put + payload.slice(at + cut);
        fc.pre(changed !== payload);
        const text = `OCMF|${changed}|${section}`;
        expect(verifyOcmf(text, meter.publicKey).valid).not.toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('nothing that a partner sends makes it throw', () => {
  const names = ['OCMF', 'Alfen Eichrecht', 'EDL40 E-Mobility Extension', 'EDL40 Mennekes', 'X'];
  const edl = makeMeter('prime192v1');
  const sml = smlOf(blockFields(), edl);
  const seeds = [
    record,
    payload,
    section,
    ocmfOf(payload, meter, { base64: true }),
    Buffer.from(record).toString('base64'),
    sml.toString('hex'),
    sml.toString('base64'),
    `AP;0;3;${'A'.repeat(80)};${'B'.repeat(136)};${'C'.repeat(80)};`,
    '<ChargingProcess><ServerId>0901454D4800005BAE2F</ServerId><MeasurementStart><Value>1</Value>',
    '<a:signedMeterValue><encodedMeterValue encoding="base64">AA==</a:signedMeterValue>',
  ];
  const mutated = fc
    .tuple(fc.constantFrom(...seeds), fc.nat(), fc.nat({ max: 40 }), fc.string())
    .map(([text, at, cut, put]) => {
      const from = at % (text.length + 1);
      return text.slice(0, from) + put + text.slice(from + cut);
    });
  const text = fc.oneof(
    mutated,
    fc.constantFrom(...seeds),
    fc.string({ unit: 'binary' }),
    fc.json(),
    fc.json().map((json) => `OCMF|${json}|${json}`),
  );
  const data: fc.Arbitrary<SignedData> = fc.record(
    {
      encodingMethod: fc.oneof(fc.constantFrom(...names), fc.string()),
      publicKey: fc.oneof(fc.constantFrom(meter.publicKey, edl.point, meter.pem), fc.string()),
      values: fc.array(
        fc.record({
          nature: fc.constantFrom('Start', 'End', 'Intermediate', ''),
          plainData: text,
          signedData: text,
        }),
        { maxLength: 4 },
      ),
    },
    { requiredKeys: ['encodingMethod', 'values'] },
  );

  test('mutated records and noise, in every encoding, with and without a registry', () => {
    const keys = [{ meterSerial: 'METER-1', publicKey: meter.publicKey }];
    fc.assert(
      fc.property(data, fc.boolean(), (sent, known) => {
        const found = verifySignedData(sent, known ? keys : []);
        expect([true, false, null]).toContain(found.valid);
        expect(found.valid === true).toBe(found.reason.code === 'verified');
        expect(JSON.parse(JSON.stringify(found))).toEqual(found);
      }),
      { numRuns: 1_000 },
    );
  });

  test('bytes of SML changed one by one', () => {
    fc.assert(
      fc.property(fc.nat({ max: sml.length - 1 }), fc.nat({ max: 255 }), (at, byte) => {
        const changed = Buffer.from(sml);
        changed.writeUInt8(byte, at);
        const values = [makeValue(changed.toString('hex'))];
        const sent = { encodingMethod: 'EDL40', values, publicKey: edl.point };
        const found = verifySignedData(sent, []);
        // What the signature covers is what is told: a change elsewhere changes no reading.
        if (found.valid) expect(found.readings[0]).toMatchObject({ energyKwh: '51.9116' });
      }),
      { numRuns: 1_000 },
    );
  });
});

test('a text made to be slow is answered within the time of a test', () => {
  const slow = [
    `OCMF|{"${'\\"'.repeat(200_000)}`,
    `OCMF|${'|'.repeat(500_000)}`,
    '{"SD":'.repeat(100_000),
    '<signedMeterValue>'.repeat(30_000),
    `<ChargingProcess>${'<Value>'.repeat(70_000)}</ChargingProcess>`,
    `${'<!--'.repeat(100_000)}`,
    `OCMF|{"RD":[${'{"RV":1},'.repeat(60_000)}{"RV":1}]}|{"SD":"00"}`,
    'A'.repeat(900_000),
  ];
  for (const signedData of slow) {
    for (const encodingMethod of ['OCMF', 'EDL40', 'EDL40 Mennekes', 'Alfen']) {
      const values = [makeValue(signedData)];
      expect(verifySignedData({ encodingMethod, values }, []).valid).not.toBe(true);
    }
  }
});
