import type { Finding, SuggestedAction } from '@peregrine/domain';
import type { ReconciledState, Rule } from './types.ts';

/** What a rule found, with what the state follows from. */
export type Checked = {
  readonly rule: Pick<Rule, 'about' | 'onError'>;
  readonly findings: readonly Pick<Finding, 'severity' | 'action'>[];
};

/** What is told without anything being wrong. */
const NOT_ODD: ReadonlySet<SuggestedAction> = new Set(['accept', 'compensate-driver']);

/**
 * Where a CDR ends. Superseded whatever was found; held before disputed, for what is in doubt is not
 * even computed rightly; tolerated when anything is odd beyond being told; else accepted.
 */
export function stateOf(checked: readonly Checked[], isSuperseded: boolean): ReconciledState {
  if (isSuperseded) return 'superseded';
  if (hasError(checked, 'held')) return 'held';
  if (hasError(checked, 'disputed') || hasError(checked, 'refused')) return 'disputed';
  const isOdd = checked.some(
    ({ rule, findings }) =>
      rule.about !== 'tax' && findings.some(({ action }) => !action || !NOT_ODD.has(action)),
  );
  return isOdd ? 'tolerated' : 'accepted';
}

export function hasError(checked: readonly Checked[], onError: Rule['onError']): boolean {
  return checked.some(
    ({ rule, findings }) =>
      rule.onError === onError && findings.some(({ severity }) => severity === 'error'),
  );
}
