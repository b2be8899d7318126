import { type Decimal, parseDecimal } from '@peregrine/domain';
import { toHex, toText } from '../crypto/decode-bytes.ts';
import { scale, toKwh } from '../read-energy.ts';
import type { RecordTime } from '../read-time.ts';
import { type RecordContent, type Refusal, refuse } from '../signed-record.ts';
import type { SignedReading } from '../verification.ts';
import { meterNumber } from './meter-number.ts';

/** The extended EDL record: 320 bytes, over which the meter signs. */
export const BLOCK_BYTES = 320;

/** The fields of that record. Times are seconds of the meter's wall clock since 1970. */
export type SignedBlock = {
  /** 10 bytes by DIN 43863-5: medium, manufacturer, block, number. */
  readonly serverId: Uint8Array;
  readonly localSeconds: number;
  readonly status: number;
  readonly secondsIndex: number;
  readonly page: number;
  /** 6 bytes. */
  readonly obis: Uint8Array;
  /** 30 is Wh (IEC 62056-6-2). */
  readonly unit: number;
  /** Power of ten, signed. */
  readonly scaler: number;
  readonly register: bigint;
  /** Index in the meter's log book, 2 bytes. */
  readonly logBook: Uint8Array;
  /** Who charges, up to 128 bytes. */
  readonly contractId: Uint8Array;
  readonly contractLocalSeconds: number;
  /** DC meters: the register before and after the cable's loss, and how it was computed. */
  readonly measured?: bigint;
  readonly compensated?: bigint;
  readonly resistance?: number;
  readonly stopwatch?: number;
  readonly tariffIndex?: number;
};

/** Puts the fields where the meter had them when it signed. Numbers are cut to their width. */
export function writeBlock(block: SignedBlock): Uint8Array {
  const bytes = Buffer.alloc(BLOCK_BYTES);
  bytes.set(block.serverId.subarray(0, 10), 0);
  bytes.writeUInt32LE(block.localSeconds >>> 0, 10);
  bytes.writeUInt8(block.status & 0xff, 14);
  bytes.writeUInt32LE(block.secondsIndex >>> 0, 15);
  bytes.writeUInt32LE(block.page >>> 0, 19);
  bytes.set(block.obis.subarray(0, 6), 23);
  bytes.writeUInt8(block.unit & 0xff, 29);
  bytes.writeUInt8(block.scaler & 0xff, 30);
  bytes.writeBigUInt64LE(BigInt.asUintN(64, block.register), 31);
  bytes.set(block.logBook.subarray(0, 2), 39);
  bytes.set(block.contractId.subarray(0, 128), 41);
  bytes.writeUInt32LE(block.contractLocalSeconds >>> 0, 169);
  bytes.writeBigUInt64LE(BigInt.asUintN(64, block.measured ?? 0n), 173);
  bytes.writeBigUInt64LE(BigInt.asUintN(64, block.compensated ?? 0n), 181);
  bytes.writeUInt16LE((block.resistance ?? 0) & 0xffff, 189);
  bytes.writeUInt32LE((block.stopwatch ?? 0) >>> 0, 191);
  // The one number with its high byte first.
  bytes.writeUInt16BE((block.tariffIndex ?? 0) & 0xffff, 195);
  return bytes;
}

/** Reads the fields back that mean something here; undefined when it is not that long. */
export function readBlock(raw: Uint8Array): SignedBlock | undefined {
  if (raw.length !== BLOCK_BYTES) return;
  const bytes = Buffer.from(raw);
  return {
    serverId: bytes.subarray(0, 10),
    localSeconds: bytes.readUInt32LE(10),
    status: bytes.readUInt8(14),
    secondsIndex: bytes.readUInt32LE(15),
    page: bytes.readUInt32LE(19),
    obis: bytes.subarray(23, 29),
    unit: bytes.readUInt8(29),
    scaler: bytes.readInt8(30),
    register: bytes.readBigInt64LE(31),
    logBook: bytes.subarray(39, 41),
    contractId: bytes.subarray(41, 169),
    contractLocalSeconds: bytes.readUInt32LE(169),
    compensated: bytes.readBigInt64LE(181),
  };
}

/** The wall clock's text of `localSeconds`, without an offset. */
export function wallClock(localSeconds: number): { readonly localTime: string } {
  return { localTime: new Date(localSeconds * 1000).toISOString().slice(0, 19) };
}

/**
 * What a record says, in the words of every other encoding: read from the signed bytes alone, so
 * that nothing is told that the signature does not cover. Only the offset of `time` is not covered.
 */
export function contentOf(
  message: Uint8Array,
  time: RecordTime,
  { valueIndex, marker }: { valueIndex: number; marker: string | undefined },
): RecordContent | Refusal {
  const block = readBlock(message);
  if (!block) return refuse('record-unreadable', 'The signed meter value is not 320 bytes.');
  const serverId = toHex(block.serverId);
  const serial = meterNumber(block.serverId);
  const identification = identify(block.contractId);
  const value = registerValue(block);
  const kwh = block.unit === 30 && value !== undefined ? toKwh(value, 'Wh') : undefined;
  const reading: SignedReading = {
    valueIndex,
    ...time,
    ...(marker !== undefined && { marker }),
    ...(value !== undefined && { value }),
    unit: block.unit === 30 ? 'Wh' : `DLMS ${block.unit}`,
    ...(kwh !== undefined && { energyKwh: kwh }),
    obis: obisText(block.obis),
  };
  return {
    serials: serial === undefined ? [serverId] : [serial, serverId],
    meterSerial: serial ?? serverId,
    ...(identification && { identification }),
    page: BigInt(block.page),
    readings: [reading],
    notes: [],
  };
}

/** After the cable's loss where the meter takes it off: that is what the vehicle got. */
function registerValue({ register, compensated, scaler }: SignedBlock): Decimal | undefined {
  const value = compensated !== undefined && compensated !== 0n ? compensated : register;
  const whole = parseDecimal(String(value));
  return whole === undefined ? undefined : scale(whole, scaler);
}

function obisText(obis: Uint8Array): string {
  const [a, b, c, d, e] = obis;
  return `${a}-${b}:${c}.${d}.${e}`;
}

function identify(contractId: Uint8Array): string {
  let length = contractId.length;
  while (length > 0 && contractId[length - 1] === 0) length -= 1;
  const filled = contractId.subarray(0, length);
  const text = toText(filled);
  return text !== undefined && /^[\x20-\x7e]+$/.test(text) ? text.trim() : toHex(filled);
}
