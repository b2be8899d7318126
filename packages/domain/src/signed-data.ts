import type { Instant } from './instant.ts';
import type { Decimal } from './money/decimal.ts';

/**
 * Why signed meter data counts as verified, as broken, or as impossible to check. The first is the
 * only reason of `valid: true`, the next four are those of `valid: false`, the rest of `null`.
 */
export const SIGNED_REASONS = [
  'verified',
  'signature-mismatch',
  'curve-mismatch',
  'plain-data-differs',
  'values-contradict',
  'no-signed-values',
  'encoding-unknown',
  'encoding-not-checkable',
  'record-unreadable',
  'signature-missing',
  'signature-unreadable',
  'algorithm-unknown',
  'key-missing',
  'key-unreadable',
  'key-not-in-force',
  'too-large',
] as const;
export type SignedReason = (typeof SIGNED_REASONS)[number];

/** What is odd about the content of signed data, whether or not its signature holds. */
export const SIGNED_NOTES = [
  'begin-missing',
  'end-missing',
  'energy-decreases',
  'meters-differ',
  'identifications-differ',
  'time-not-synchronised',
  'meter-not-ok',
  'error-flagged',
  'unit-unknown',
  'reading-unreadable',
  'record-key-differs',
  'identification-not-verified',
] as const;
export type SignedNote = (typeof SIGNED_NOTES)[number];

/**
 * How far the time of a reading may be believed (OCMF, TM): `synchronised` by a time server,
 * `relative` counted from a synchronised time, `informative` set by someone, `unknown` never set.
 */
export const CLOCK_STATES = ['synchronised', 'relative', 'informative', 'unknown'] as const;
export type ClockState = (typeof CLOCK_STATES)[number];

/**
 * What the signed meter data of a CDR says, and whether the signature holds. JSON-safe.
 * `valid: null` means that it cannot be checked here, and `reason` why: never that it is wrong.
 * Quantities are what the record claims; they are proven only where `valid` is true.
 */
export type SignedFacts = {
  readonly valid: boolean | null;
  readonly reason: { readonly code: SignedReason; readonly text: string };
  readonly notes: readonly { readonly code: SignedNote; readonly text: string }[];
  /**
   * Whose key was used. `registry`: ours for that meter, which proves the origin. `record`: the one
   * that came with the CDR, which proves only that nothing was changed since it was signed.
   */
  readonly keyOrigin?: 'registry' | 'record';
  /** The end's register minus the begin's, delivered to the vehicle. */
  readonly energyKwh?: Decimal;
  readonly startedAt?: Instant;
  readonly startClock?: ClockState;
  readonly endedAt?: Instant;
  readonly endClock?: ClockState;
  readonly meterSerial?: string;
  /** Who charged, as signed (OCMF, ID): a token's uid, a contract id, or empty. */
  readonly identification?: string;
  /** What kind of identification that is (OCMF, IT), e.g. `ISO14443`, `EMAID`. */
  readonly identificationType?: string;
};
