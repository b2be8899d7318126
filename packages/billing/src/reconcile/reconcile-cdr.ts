import { compare, type Decimal, decimal, exactOf } from '@peregrine/domain';
import { describeSession } from '@peregrine/pricing';
import { compareDimensions } from './compare-dimensions.ts';
import { factsOf } from './facts-of.ts';
import { RULES } from './rules/all-rules.ts';
import { type Checked, hasError, stateOf } from './state-of.ts';
import type { Facts, ReconcileCdrInput, Reconciliation, Rule } from './types.ts';

/**
 * Checks what a CPO claims for a session against the price basis, its own quantities, and what else
 * is known of the charge. Pure and repeatable: the same input gives the same findings, in the order
 * of their codes. A credit CDR is checked as a record only: `judgeCredit` says what follows from it.
 */
export function reconcileCdr(input: ReconcileCdrInput): Reconciliation {
  const { cdr } = input;
  const facts = factsOf(input);
  const { priced } = facts;
  const checked = RULES.filter((rule) => !cdr.credit || rule.forCredits).map((rule) => ({
    rule,
    findings: rule.check(facts),
  }));
  const state = stateOf(checked, input.supersededBy !== undefined);
  const session =
    priced.kind === 'priced' && !cdr.credit ? describeSession(priced.result) : undefined;
  const accepted = cdr.credit
    ? undefined
    : acceptedOf(facts, checked, state, session?.totalExclTax);
  const isDoubted = (about: Rule['about']) => hasErrorAbout(checked, about);
  const quantitiesPlausible = !isDoubted('quantities');
  return {
    state,
    findings: checked.flatMap(({ findings }) => findings),
    quantitiesPlausible,
    retail: retailOf(facts, quantitiesPlausible && !isDoubted('record')),
    computation: {
      comparison: cdr.credit ? [] : compareDimensions(facts),
      zone: {
        timeZone: input.timeZone,
        ...(input.zoneOrigin !== undefined && { origin: input.zoneOrigin }),
      },
      ...(session && { session }),
      ...(priced.kind === 'unpriceable' && {
        unpriceable: { reason: priced.reason, detail: priced.detail },
      }),
    },
    ...(session?.totalExclTax !== undefined && { computedExclTax: session.totalExclTax }),
    ...(session?.totalInclTax !== undefined && { computedInclTax: session.totalInclTax }),
    ...(accepted !== undefined && { acceptedExclTax: accepted }),
  };
}

function hasErrorAbout(checked: readonly Checked[], about: Rule['about']): boolean {
  return checked.some(
    ({ rule, findings }) =>
      rule.about === about && findings.some(({ severity }) => severity === 'error'),
  );
}

function retailOf({ cdr, supersededBy }: Facts, isSound: boolean): Reconciliation['retail'] {
  if (cdr.homeCharging || cdr.credit || supersededBy !== undefined) return 'none';
  return isSound ? 'bill' : 'hold';
}

/** Of a disputed claim we acknowledge what we computed, never more than was claimed. */
function acceptedOf(
  { cdr, tariff, agreement }: Facts,
  checked: readonly Checked[],
  state: Reconciliation['state'],
  computed: Decimal | undefined,
): Decimal | undefined {
  if (state === 'held' || state === 'superseded') return undefined;
  if (hasError(checked, 'refused')) return decimal('0');
  // An amount in a currency that was not agreed cannot be compared, so none is acknowledged.
  if (tariff && tariff.currency !== cdr.currency) return undefined;
  if (agreement && agreement.terms.currency !== cdr.currency) return undefined;
  const claimed = cdr.totalCost.exclTax;
  if (state !== 'disputed') return claimed;
  if (computed === undefined) return undefined;
  return compare(exactOf(computed), exactOf(claimed)) < 0 ? computed : claimed;
}
