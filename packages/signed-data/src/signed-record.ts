import type { SignedNote, SignedReason } from '@peregrine/domain';
import type { Signature } from './crypto/check-signature.ts';
import type { CurveName } from './crypto/curves.ts';
import type { SignedReading } from './verification.ts';

/** Why something cannot be read or checked. */
export type Refusal = { readonly code: SignedReason; readonly text: string };

export type Note = { readonly code: SignedNote; readonly text: string };

/** What the signed bytes mean, as far as they could be read. */
export type RecordContent = {
  /** Serial numbers of the meter and of the device that signs, as one may find its key by them. */
  readonly serials: readonly string[];
  readonly evseId?: string;
  readonly meterSerial?: string;
  readonly identification?: string;
  readonly identificationType?: string;
  /** Counts the records of a meter; a later one has a higher page. */
  readonly page?: bigint;
  readonly readings: readonly SignedReading[];
  readonly notes: readonly Note[];
};

/** One signed record, whatever its encoding: what was signed, by what, and what it says. */
export type SignedRecord = {
  readonly message: Uint8Array;
  readonly signature: Signature | Refusal;
  /** Keys that came with the record itself. */
  readonly containedKeys: readonly string[];
  /** The curve of a key that is a bare point. */
  readonly pointCurve?: CurveName;
  readonly content: RecordContent | Refusal;
  /** Set where the plain data says something else than what was signed. */
  readonly contradiction?: string;
};

/** What a reader of one encoding answers for one signed value. */
export type ReadRecords = readonly SignedRecord[] | Refusal;

export function refuse(code: SignedReason, text: string): Refusal {
  return { code, text };
}

export function isRefusal(value: object): value is Refusal {
  return 'code' in value && 'text' in value;
}
