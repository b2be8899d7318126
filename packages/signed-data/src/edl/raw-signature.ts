import type { Signature } from '../crypto/check-signature.ts';
import { type Refusal, refuse } from '../signed-record.ts';

/**
 * An EDL signature: two numbers of 24 (secp192r1) or 32 bytes (secp256r1), behind which the two
 * bytes of the log book may follow, which are not part of it.
 */
export function readRawSignature(sent: Uint8Array): Signature | Refusal {
  const length = sent.length % 16 === 2 ? sent.length - 2 : sent.length;
  if (length !== 48 && length !== 64) {
    return refuse('signature-unreadable', `A signature of ${sent.length} bytes is none of EDL.`);
  }
  const curve = length === 48 ? 'prime192v1' : 'prime256v1';
  return { bytes: sent.subarray(0, length), form: 'raw', algorithm: { curve, hash: 'sha256' } };
}
