import { compare, type Decimal, exactOf, toDecimal } from '@peregrine/domain';
import { describeSession, priceSession } from '@peregrine/pricing';
import { compareDimensions } from './compare-dimensions.ts';
import { cents } from './rules/cents.ts';
import { clock } from './rules/clock.ts';
import { currency } from './rules/currency.ts';
import { periods } from './rules/periods.ts';
import { plausibility } from './rules/plausibility.ts';
import { recompute } from './rules/recompute.ts';
import { selfSum } from './rules/self-sum.ts';
import { tariff } from './rules/tariff.ts';
import { vat } from './rules/vat.ts';
import type { Facts, ReconcileCdrInput, Reconciliation, Rule } from './types.ts';

const RULES: readonly Rule[] = [
  clock,
  periods,
  selfSum,
  recompute,
  tariff,
  vat,
  currency,
  cents,
  plausibility,
];

/**
 * Checks what a CPO claims for a session against its own tariff and its own quantities. Pure and
 * repeatable: the same CDR and tariff give the same findings. Duplicates and credits are facts of
 * the store and are found there.
 */
export function reconcileCdr(input: ReconcileCdrInput): Reconciliation {
  const { cdr } = input;
  const priced = priceSession({
    tariffs: input.tariff ? [input.tariff] : [],
    periods: cdr.periods,
    startedAt: cdr.startedAt,
    endedAt: cdr.endedAt,
    timeZone: input.timeZone,
  });
  const facts: Facts = {
    cdr,
    tariff: input.tariff,
    priced,
    maxPowerW: input.maxPowerW,
    receivedAt: input.receivedAt,
    toleranceMinor: input.toleranceMinor ?? 1n,
  };
  const checked = RULES.map((rule) => ({ rule, findings: rule.check(facts) }));
  const state = stateOf(checked);
  const session = priced.kind === 'priced' ? describeSession(priced.result) : undefined;
  // An amount in a currency that was not agreed cannot be compared, so none is acknowledged.
  const comparable = !input.tariff || input.tariff.currency === cdr.currency;
  const accepted = comparable
    ? acceptedOf(state, cdr.totalCost.exclTax, session?.totalExclTax)
    : undefined;
  return {
    state,
    findings: checked.flatMap(({ findings }) => findings),
    quantitiesPlausible: !checked.some(({ rule, findings }) =>
      findings.some(({ severity }) => rule.about === 'quantities' && severity === 'error'),
    ),
    computation: {
      comparison: compareDimensions(facts),
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

type Checked = readonly { readonly rule: Rule; readonly findings: Reconciliation['findings'] }[];

function stateOf(checked: Checked): Reconciliation['state'] {
  const isErrorOf = (onError: Rule['onError']) =>
    checked.some(
      ({ rule, findings }) =>
        rule.onError === onError && findings.some(({ severity }) => severity === 'error'),
    );
  if (isErrorOf('held')) return 'held';
  if (isErrorOf('disputed')) return 'disputed';
  const odd = checked.some(({ rule, findings }) => rule.about !== 'tax' && findings.length > 0);
  return odd ? 'tolerated' : 'accepted';
}

/** Of a disputed claim we acknowledge what we computed, never more than was claimed. */
function acceptedOf(
  state: Reconciliation['state'],
  claimed: Decimal,
  computed: Decimal | undefined,
): Decimal | undefined {
  if (state === 'held') return undefined;
  if (state !== 'disputed') return claimed;
  if (computed === undefined) return undefined;
  return toDecimal(
    compare(exactOf(computed), exactOf(claimed)) < 0 ? exactOf(computed) : exactOf(claimed),
  );
}
