import { checkSignature, type Signature, type SignatureCheck } from './crypto/check-signature.ts';
import { type PublicKey, readPublicKey } from './crypto/read-public-key.ts';
import { findKeys } from './find-keys.ts';
import { isRefusal, type Note, type Refusal, refuse, type SignedRecord } from './signed-record.ts';
import type { MeterKey, SignedContext } from './verification.ts';

/** Whether one record is what its meter signed. */
export type Judgement = {
  readonly valid: boolean | null;
  readonly reason: Refusal;
  readonly keyOrigin?: 'registry' | 'record';
  readonly notes: readonly Note[];
};

/**
 * Checks a record's signature. A key of our registry decides alone where there is one for that
 * meter: a record that only its own key verifies was then signed by somebody else.
 */
export function judgeRecord(
  record: SignedRecord,
  registry: readonly MeterKey[],
  sentKeys: readonly string[],
  context: SignedContext,
): Judgement {
  const { signature, contradiction } = record;
  if (contradiction !== undefined) {
    return { valid: false, reason: refuse('plain-data-differs', contradiction), notes: [] };
  }
  if (isRefusal(signature)) return { valid: null, reason: signature, notes: [] };
  const sent = readAll([...sentKeys, ...record.containedKeys], record);
  const { known, inForce, notes } = findKeys(registry, record, context);
  if (!known) {
    if (sent.texts === 0) return { valid: null, reason: NO_KEY, notes };
    return { ...decide(record, signature, sent), keyOrigin: 'record', notes };
  }
  if (inForce.length === 0) return { valid: null, reason: NOT_IN_FORCE, notes };
  const ours = readAll(
    inForce.map(({ publicKey }) => publicKey),
    record,
  );
  return {
    ...decide(record, signature, ours),
    keyOrigin: 'registry',
    notes: differ(ours.keys, sent.keys) ? [...notes, KEY_DIFFERS] : notes,
  };
}

const NO_KEY = refuse('key-missing', 'We have no public key of this meter, and none was sent.');
const NOT_IN_FORCE = refuse('key-not-in-force', 'None of our keys was in force at that time.');
const VERIFIED = refuse('verified', 'The signature is by that key, and nothing was changed.');
const UNREADABLE = refuse('key-unreadable', 'The public key is none that we can read.');
const MISMATCH = refuse('signature-mismatch', 'The signature is not by that key over this data.');
const OTHER_CURVE = refuse('curve-mismatch', 'The key is on another curve than the signature.');
const OTHER_FORM = refuse(
  'signature-unreadable',
  'The signature is two bare numbers instead of the DER that the format demands.',
);
const KEY_DIFFERS: Note = {
  code: 'record-key-differs',
  text: 'The key that came with the record is not the one of our registry.',
};

type Keys = { readonly texts: number; readonly keys: readonly PublicKey[] };

function readAll(texts: readonly string[], record: SignedRecord): Keys {
  const filled = texts.filter((text) => text.trim() !== '');
  const keys = filled.flatMap((text) => readPublicKey(text, record.pointCurve) ?? []);
  return { texts: filled.length, keys };
}

type Decision = Pick<Judgement, 'valid' | 'reason'>;

function decide(record: SignedRecord, signature: Signature, { keys }: Keys): Decision {
  if (keys.length === 0) return { valid: null, reason: UNREADABLE };
  const checks = new Set<SignatureCheck>(
    keys.map((key) => checkSignature(record.message, signature, key)),
  );
  if (checks.has('verified')) {
    // A good signature proves nothing about what cannot be read.
    const { content } = record;
    return isRefusal(content)
      ? { valid: null, reason: content }
      : { valid: true, reason: VERIFIED };
  }
  if (checks.has('mismatch')) return { valid: false, reason: MISMATCH };
  if (checks.has('form')) return { valid: null, reason: OTHER_FORM };
  return { valid: false, reason: OTHER_CURVE };
}

function differ(ours: readonly PublicKey[], own: readonly PublicKey[]): boolean {
  return own.some(({ key }) => !ours.some((one) => one.key.equals(key)));
}
