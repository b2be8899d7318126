/** How much a finding matters: told, to be looked at, or blocking. */
export const FINDING_SEVERITIES = ['info', 'warning', 'error'] as const;
export type FindingSeverity = (typeof FINDING_SEVERITIES)[number];

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
  readonly claimed?: string;
  readonly computed?: string;
  readonly differenceMinor?: string;
  readonly currency?: string;
};

/** What a fold answers: the value, and what was odd about it. */
export type Folded<T> = { readonly value: T; readonly findings: readonly Finding[] };
