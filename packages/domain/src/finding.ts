/** How much a finding matters: told, to be looked at, or blocking. */
export const FINDING_SEVERITIES = ['info', 'warning', 'error'] as const;
export type FindingSeverity = (typeof FINDING_SEVERITIES)[number];

/**
 * What to do about a finding. `accept`: nothing, it is told only. `tolerate`: take the claim as it is.
 * `dispute`: object to the amount. `request-credit`: ask for a credit CDR (or a credit note).
 * `hold`: neither owe nor bill before a person looked. `correct-tariff`: the published tariff is to
 * be put right. `compensate-driver`: the driver is owed, not charged.
 */
export const SUGGESTED_ACTIONS = [
  'accept',
  'tolerate',
  'dispute',
  'request-credit',
  'hold',
  'correct-tariff',
  'compensate-driver',
] as const;
export type SuggestedAction = (typeof SUGGESTED_ACTIONS)[number];

/**
 * A reason as data: a key of a catalogue of sentences, and the texts that stand in their gaps. A
 * screen says it in its reader's language; `Finding.reason` is the same sentence in English.
 */
export type Because = { readonly key: string; readonly values: Readonly<Record<string, string>> };

/**
 * A coded observation about somebody's data, never thrown.
 * `pointer` is a JSON pointer into the object as received. `claimed`/`computed` are texts of values
 * side by side; `differenceMinor` is claimed minus computed in minor units where it is money.
 */
export type Finding = {
  readonly code: string;
  readonly pointer: string;
  readonly severity: FindingSeverity;
  readonly reason: string;
  readonly because?: Because;
  readonly action?: SuggestedAction;
  readonly claimed?: string;
  readonly computed?: string;
  readonly differenceMinor?: string;
  readonly currency?: string;
};

/** What a fold answers: the value, and what was odd about it. */
export type Folded<T> = { readonly value: T; readonly findings: readonly Finding[] };
