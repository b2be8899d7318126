import { signRaw, type TestMeter } from '../sign-records.fixture.ts';
import { type SignedBlock, writeBlock } from './signed-block.ts';

/** Type and length, then the bytes: enough of SML's binary form to write one signed list. */
function field(type: number, bytes: Uint8Array): Buffer {
  const short = bytes.length + 1;
  if (short < 16) return Buffer.concat([Buffer.of((type << 4) | short), bytes]);
  const long = bytes.length + 2;
  return Buffer.concat([Buffer.of(0x80 | (type << 4) | (long >> 4), long & 0xf), bytes]);
}

const octets = (bytes: Uint8Array) => field(0, bytes);
const hex = (text: string) => octets(Buffer.from(text, 'hex'));
const absent = Buffer.of(0x01);

function integer(type: 5 | 6, width: number, value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt.asUintN(64, value));
  return field(type, bytes.subarray(8 - width));
}

const signed = (width: number, value: bigint | number) => integer(5, width, BigInt(value));
const unsigned = (width: number, value: bigint | number) => integer(6, width, BigInt(value));

function list(...items: Buffer[]): Buffer {
  return Buffer.concat([Buffer.of(0x70 | items.length), ...items]);
}

/** Seconds of UTC, an hour's offset, no summer time. */
const HOUR = 3_600;

function localTime(localSeconds: number): Buffer {
  const parts = list(unsigned(4, localSeconds - HOUR), signed(2, 60), signed(2, 0));
  return list(unsigned(1, 3), parts);
}

const secondsIndex = (value: number) => list(unsigned(1, 1), unsigned(4, value));

/** Meters on secp256r1 send these bits of the signed status byte elsewhere in a longer word. */
function longStatus(status: number): bigint {
  const places = { 0: 17n, 3: 31n, 4: 16n, 5: 11n, 6: 9n, 7: 8n };
  return Object.entries(places).reduce(
    (word, [bit, place]) => word | (BigInt((status >> Number(bit)) & 1) << place),
    0n,
  );
}

/** What of the message is not what was signed. */
export type SmlChanges = { readonly register?: bigint; readonly scaler?: Buffer };

/** The SML file that a meter sends for a block: a GetList response, signed, escaped. */
export function smlOf(block: SignedBlock, meter: TestMeter, changes: SmlChanges = {}): Buffer {
  const signature = Buffer.concat([signRaw(writeBlock(block), meter), block.logBook]);
  const values = list(
    list(
      octets(block.obis),
      unsigned(4, signature.length === 66 ? longStatus(block.status) : block.status),
      localTime(block.localSeconds),
      unsigned(1, block.unit),
      changes.scaler ?? signed(1, block.scaler),
      signed(8, changes.register ?? block.register),
      absent,
    ),
    list(
      hex('810060080001'),
      ...[absent, absent, absent, absent],
      list(unsigned(1, 1), secondsIndex(block.secondsIndex)),
      absent,
    ),
    list(hex('8180817101FF'), ...[absent, absent, absent, absent], unsigned(4, block.page), absent),
    list(
      hex('8182815401FF'),
      absent,
      localTime(block.contractLocalSeconds),
      ...[absent, absent],
      octets(block.contractId),
      absent,
    ),
  );
  const response = list(
    absent,
    octets(block.serverId),
    octets(block.obis),
    secondsIndex(block.secondsIndex),
    values,
    octets(signature),
    absent,
  );
  const body = list(unsigned(2, 0x0701), response);
  const message = list(
    hex('39'),
    unsigned(1, 0),
    unsigned(1, 0),
    body,
    unsigned(2, 0),
    Buffer.of(0),
  );
  const escaped = message
    .toString('hex')
    .replace(/^((?:..)*?)1b1b1b1b/, (_, before: string) => `${before}1b1b1b1b1b1b1b1b`);
  const padding = '00'.repeat((4 - ((escaped.length / 2) % 4)) % 4);
  return Buffer.from(`1b1b1b1b01010101${escaped}${padding}1b1b1b1b1a000000`, 'hex');
}
