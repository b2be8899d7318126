import { createPublicKey, type KeyObject } from 'node:crypto';
import { CURVES, type Curve, type CurveName, curveNamed, curveOf } from './curves.ts';
import { fromBase32, fromBase64, fromHex, toText } from './decode-bytes.ts';

/** A public key that can verify, and the curve that it is on. */
export type PublicKey = { readonly key: KeyObject; readonly curve: CurveName };

/** The longest text that may be a key: PEM of the largest curve has a tenth of that. */
const MAX_KEY_CHARACTERS = 4_096;

/**
 * Reads a public key as they come: SPKI in hex or base64, PEM, or a point of the curve in hex,
 * base64 or base32 (uncompressed, compressed, or its two coordinates alone). `expected` is the
 * curve of a bare point where its length fits several. Undefined when it is none on our curves.
 */
export function readPublicKey(text: string, expected?: CurveName): PublicKey | undefined {
  if (text.length > MAX_KEY_CHARACTERS) return;
  return fromPem(text) ?? fromEncoded(text, expected);
}

function fromPem(text: string): PublicKey | undefined {
  const match = /-----BEGIN PUBLIC KEY-----([^-]*)-----END PUBLIC KEY-----/.exec(text);
  const der = match?.[1] === undefined ? undefined : fromBase64(match[1]);
  return der && importSpki(der);
}

function fromEncoded(text: string, expected: CurveName | undefined): PublicKey | undefined {
  for (const decode of [fromHex, fromBase64, fromBase32]) {
    const bytes = decode(text);
    const key = bytes && (importSpki(bytes) ?? importPoint(bytes, expected));
    if (key) return key;
    // OCPI wants base64: some encode the hex text or the PEM once more.
    const inner = decode === fromBase64 && bytes ? toText(bytes) : undefined;
    if (inner === undefined) continue;
    const nested = fromPem(inner) ?? fromHexOnly(inner, expected);
    if (nested) return nested;
  }
  return;
}

function fromHexOnly(text: string, expected: CurveName | undefined): PublicKey | undefined {
  const bytes = fromHex(text);
  return bytes && (importSpki(bytes) ?? importPoint(bytes, expected));
}

/** A point (SEC 1, 2.3.3) as its coordinates' lengths and its first byte tell. */
function importPoint(bytes: Uint8Array, expected: CurveName | undefined): PublicKey | undefined {
  const curves = expected ? [curveOf(expected), ...CURVES] : [...DEFAULTS, ...CURVES];
  const first = bytes[0];
  for (const curve of curves) {
    const bare = bytes.length === 2 * curve.bytes;
    const whole = bytes.length === 2 * curve.bytes + 1 && first === 4;
    const short = bytes.length === curve.bytes + 1 && (first === 2 || first === 3);
    if (!bare && !whole && !short) continue;
    const key = importSpki(wrapPoint(curve, bare ? Buffer.concat([Buffer.of(4), bytes]) : bytes));
    if (key) return key;
  }
  return;
}

const DEFAULTS: readonly Curve[] = [curveOf('prime192v1'), curveOf('prime256v1')];

const EC_PUBLIC_KEY = Buffer.from('06072A8648CE3D0201', 'hex');

/** SubjectPublicKeyInfo around a point (RFC 5480). */
function wrapPoint(curve: Curve, point: Uint8Array): Uint8Array {
  const oid = tagged(0x06, Buffer.from(curve.oid, 'hex'));
  const algorithm = tagged(0x30, Buffer.concat([EC_PUBLIC_KEY, oid]));
  const bits = tagged(0x03, Buffer.concat([Buffer.of(0), point]));
  return tagged(0x30, Buffer.concat([algorithm, bits]));
}

function tagged(tag: number, content: Uint8Array): Buffer {
  const { length } = content;
  const head = length < 0x80 ? [tag, length] : [tag, 0x81, length];
  return Buffer.concat([Buffer.from(head), content]);
}

function importSpki(der: Uint8Array): PublicKey | undefined {
  // OpenSSL needs to see a SEQUENCE; sparing it the rest makes guessing cheap.
  if (der[0] !== 0x30) return;
  try {
    const key = createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' });
    const curve = curveNamed(key.asymmetricKeyDetails?.namedCurve ?? '');
    return key.asymmetricKeyType === 'ec' && curve ? { key, curve } : undefined;
  } catch {
    return; // OpenSSL's way to say that it is no key, or no point of the curve.
  }
}
