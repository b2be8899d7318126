import { verify } from 'node:crypto';
import { type Algorithm, curveOf } from './curves.ts';
import type { PublicKey } from './read-public-key.ts';

/** A signature as it was sent: ASN.1 (OCMF, SM) or the two numbers one after the other (EDL). */
export type Signature = {
  readonly bytes: Uint8Array;
  readonly form: 'der' | 'raw';
  readonly algorithm: Algorithm;
};

/** What came out: `form` means that it is a signature of another form, which nobody may check. */
export type SignatureCheck = 'verified' | 'mismatch' | 'curve' | 'form';

/** Whether that key signed exactly these bytes. Never throws. */
export function checkSignature(
  message: Uint8Array,
  { bytes, form, algorithm }: Signature,
  { key, curve }: PublicKey,
): SignatureCheck {
  if (algorithm.curve !== undefined && algorithm.curve !== curve) return 'curve';
  // OCMF demands DER; what is as long as two coordinates is the other form, not a broken one.
  const bare = bytes.length === 2 * curveOf(curve).bytes;
  if (form === 'der' && bare && !fillsSequence(bytes)) return 'form';
  const dsaEncoding = form === 'der' ? 'der' : 'ieee-p1363';
  try {
    return verify(algorithm.hash, message, { key, dsaEncoding }, bytes) ? 'verified' : 'mismatch';
  } catch {
    return 'mismatch'; // A signature that OpenSSL cannot even read has signed nothing.
  }
}

/** Whether it is one ASN.1 SEQUENCE from the first byte to the last. */
function fillsSequence(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x30) return false;
  return bytes[1] === 0x81 ? bytes[2] === bytes.length - 3 : bytes[1] === bytes.length - 2;
}
