import { instantOf, parseDecimal, type SignedValue } from '@peregrine/domain';
import type { Signature } from '../crypto/check-signature.ts';
import { fromBase32, fromBase64, fromHex, toHex, toText } from '../crypto/decode-bytes.ts';
import { meterNumber } from '../edl/meter-number.ts';
import { scale, toKwh } from '../read-energy.ts';
import { believed } from '../read-time.ts';
import type { Note, ReadRecords, RecordContent, Refusal } from '../signed-record.ts';
import { refuse } from '../signed-record.ts';
import type { SignedReading } from '../verification.ts';

/** The data set of an Alfen record. */
const DATA_BYTES = 82;

/**
 * Reads one signed value of `Alfen Eichrecht`:
 * `AP;<type>;<version>;<public key>;<data set>;<signature>;`, the last three in base32. ECDSA on
 * secp192r1 over SHA-256 of the data set; the signature is its two numbers.
 */
export function readAlfen(value: SignedValue, valueIndex: number): ReadRecords {
  const parts = [value.signedData, value.plainData].map(splitText).find((found) => found);
  if (!parts) return refuse('record-unreadable', 'The signed value is no Alfen record.');
  const { type, key, data, sent } = parts;
  const message = fromBase32(data);
  if (message?.length !== DATA_BYTES) {
    return refuse('record-unreadable', 'The Alfen data set is not 82 bytes.');
  }
  return [
    {
      message,
      signature: readSignature(sent),
      containedKeys: [key],
      pointCurve: 'prime192v1',
      content: readContent(Buffer.from(message), MARKERS[type], valueIndex),
    },
  ];
}

const MARKERS: Record<string, string> = { 0: 'B', 1: 'E', 2: 'C' };

function splitText(field: string) {
  const decoded = [fromBase64(field), fromHex(field)].flatMap((bytes) =>
    bytes ? (toText(bytes) ?? []) : [],
  );
  for (const text of [field, ...decoded]) {
    const [name, type, version, key, data, sent, rest = ''] = text.trim().split(';');
    if (name !== 'AP' || rest.trim() !== '' || !version) continue;
    if (type && key !== undefined && data !== undefined && sent !== undefined) {
      return { type, key, data, sent };
    }
  }
  return;
}

function readSignature(text: string): Signature | Refusal {
  const bytes = fromBase32(text);
  if (bytes?.length !== 48) {
    return refuse('signature-unreadable', 'The Alfen signature is not 48 bytes.');
  }
  return { bytes, form: 'raw', algorithm: { curve: 'prime192v1', hash: 'sha256' } };
}

/**
 * The fields by their offsets: adapter 0, its firmware 10 and checksum 14, meter 16, status 26,
 * seconds index 30, time 34, OBIS 38, unit 44, scalar 45, register 46, card 54, session 74, page 78.
 * Numbers have their low byte first.
 */
function readContent(data: Buffer, marker: string | undefined, valueIndex: number): RecordContent {
  const adapter = idOf(data.subarray(0, 10));
  const meter = idOf(data.subarray(16, 26));
  const card = cardOf(data.subarray(54, 74));
  const whole = parseDecimal(String(data.readBigInt64LE(46)));
  const value = whole === undefined ? undefined : scale(whole, data.readInt8(45));
  const unit = data.readUInt8(44) === 30 ? 'Wh' : `DLMS ${data.readUInt8(44)}`;
  const kwh = value === undefined ? undefined : toKwh(value, unit);
  const [a, b, c, d, e] = data.subarray(38, 44);
  const reading: SignedReading = {
    valueIndex,
    ...believed(instantOf(new Date(data.readUInt32LE(34) * 1000))),
    ...(marker !== undefined && { marker }),
    ...(value !== undefined && { value }),
    unit,
    ...(kwh !== undefined && { energyKwh: kwh }),
    obis: `${a}-${b}:${c}.${d}.${e}`,
  };
  return {
    serials: [meter, toHex(data.subarray(16, 26)), adapter],
    meterSerial: meter,
    ...(card && { identification: card }),
    page: BigInt(data.readUInt32LE(78)),
    readings: [reading],
    notes: readStatus(data),
  };
}

/** Bits of the status word that speak against the reading: of the meter 1 and 2, of the adapter. */
const FAULTS = [1, 2, 16, 26, 30, 31];

function readStatus(data: Buffer): Note[] {
  const fault = FAULTS.find((bit) => ((data.readUInt8(26 + (bit >> 3)) >> (bit & 7)) & 1) === 1);
  if (fault === undefined) return [];
  return [{ code: 'meter-not-ok', text: `The record reports a fault (status bit ${fault}).` }];
}

/** Identifiers are text, or the number of a meter's plate, where they can be. */
function idOf(bytes: Buffer): string {
  return printable(bytes) || meterNumber(bytes) || toHex(bytes);
}

function cardOf(bytes: Buffer): string {
  return bytes.every((byte) => byte === 0) ? '' : printable(bytes) || toHex(bytes);
}

function printable(bytes: Buffer): string {
  const end = bytes.findLastIndex((byte) => byte !== 0) + 1;
  const text = toText(bytes.subarray(0, end)) ?? '';
  return /^[\x20-\x7e]+$/.test(text) ? text.trim() : '';
}
