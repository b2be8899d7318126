import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { SignedData, SignedValue } from '@peregrine/domain';
import type { SignedBlock } from './edl/signed-block.ts';

/** A meter of the tests: it signs, and its public key is known in every form. */
export type TestMeter = {
  readonly privateKey: KeyObject;
  /** SPKI in hex. */
  readonly publicKey: string;
  readonly pem: string;
  /** The uncompressed point in hex, with its leading 04. */
  readonly point: string;
};

export function makeMeter(curve = 'prime256v1'): TestMeter {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: curve });
  const der = publicKey.export({ type: 'spki', format: 'der' });
  return {
    privateKey,
    publicKey: der.toString('hex').toUpperCase(),
    pem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    point: pointOf(der).toString('hex'),
  };
}

/** The bit string at the end of the SPKI: its length is what the curve makes it. */
function pointOf(der: Buffer): Buffer {
  for (const bytes of [24, 32, 48, 66]) {
    const point = der.subarray(-(2 * bytes + 1));
    if (point[0] === 4 && der[der.length - point.length - 1] === 0) return point;
  }
  throw new Error('a key on a curve that the tests do not know');
}

export type Fields = Record<string, unknown>;

/** A payload as stations write it: one reading at the begin, one at the end, 7.5 kWh apart. */
export function payloadOf(changes: Fields = {}): string {
  return JSON.stringify({
    FV: '1.0',
    GI: 'Test',
    GS: 'GW-1',
    PG: 'T7',
    MS: 'METER-1',
    IS: true,
    IL: 'VERIFIED',
    IT: 'ISO14443',
    ID: '04AB076A345B85',
    RD: [BEGIN, END],
    ...changes,
  });
}

export const BEGIN = {
  TM: '2026-03-01T10:00:00,000+0100 S',
  TX: 'B',
  RV: 1200.5,
  RI: '1-0:1.8.0',
  RU: 'kWh',
  ST: 'G',
};
export const END = { ...BEGIN, TM: '2026-03-01T11:30:00,000+0100 S', TX: 'E', RV: 1208 };

export type Signing = {
  readonly algorithm?: string;
  readonly hash?: string;
  readonly base64?: boolean;
};

/** The signature section of a payload. */
export function sectionOf(payload: string, meter: TestMeter, signing: Signing = {}): string {
  const { algorithm, hash = 'sha256', base64 = false } = signing;
  const signature = sign(hash, Buffer.from(payload, 'utf8'), meter.privateKey);
  return JSON.stringify({
    ...(algorithm && { SA: algorithm }),
    ...(base64 && { SE: 'base64' }),
    SD: signature.toString(base64 ? 'base64' : 'hex'),
  });
}

export function ocmfOf(payload: string, meter: TestMeter, signing: Signing = {}): string {
  return `OCMF|${payload}|${sectionOf(payload, meter, signing)}`;
}

export function makeValue(
  signedData: string,
  { nature = 'End', plainData = '' }: Partial<SignedValue> = {},
): SignedValue {
  return { nature, plainData, signedData };
}

export function ocmfData(values: readonly SignedValue[], publicKey?: string): SignedData {
  return { encodingMethod: 'OCMF', values, ...(publicKey !== undefined && { publicKey }) };
}

/** What an EDL meter signs: at 10:00:00 of its wall clock, in tenths of Wh. */
export function blockFields(changes: Partial<SignedBlock> = {}): SignedBlock {
  return {
    serverId: Buffer.from('0901454D4800005BAE2F', 'hex'),
    localSeconds: Date.parse('2026-03-01T10:00:00Z') / 1000,
    status: 8,
    secondsIndex: 74_650,
    page: 25,
    obis: Uint8Array.of(1, 0, 1, 17, 0, 255),
    unit: 30,
    scaler: -1,
    register: 519_116n,
    logBook: Uint8Array.of(0, 8),
    contractId: Buffer.from('874AD0FE', 'hex'),
    contractLocalSeconds: Date.parse('2026-03-01T09:59:58Z') / 1000,
    ...changes,
  };
}

/** The two numbers of an ECDSA signature, one after the other. */
export function signRaw(message: Uint8Array, { privateKey }: TestMeter): Buffer {
  return sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' });
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export function toBase32(bytes: Uint8Array): string {
  let bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  bits = bits.padEnd(Math.ceil(bits.length / 5) * 5, '0');
  const digits = Array.from({ length: bits.length / 5 }, (_, at) =>
    BASE32.charAt(Number.parseInt(bits.slice(at * 5, at * 5 + 5), 2)),
  );
  return digits.join('').padEnd(Math.ceil(digits.length / 8) * 8, '=');
}
