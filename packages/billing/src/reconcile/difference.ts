import {
  add,
  compare,
  type Decimal,
  type Exact,
  exact,
  exactOf,
  type Finding,
  type FindingSeverity,
  minorDigits,
  roundHalfUp,
  subtract,
  toDecimal,
} from '@peregrine/domain';

/**
 * How far a claim is from the computation. `rounding`: within half a minor unit, so both may print
 * the same; `tolerated`: within the tolerance; else which side it errs on.
 */
export function judge(
  claimed: Exact,
  computed: Exact,
  currency: string,
  toleranceMinor: bigint,
): 'rounding' | 'tolerated' | 'above' | 'below' {
  const digits = 10n ** BigInt(minorDigits(currency));
  const difference = subtract(claimed, computed);
  const magnitude = difference.num < 0n ? { ...difference, num: -difference.num } : difference;
  if (compare(magnitude, exact(1n, 2n * digits)) <= 0) return 'rounding';
  if (compare(magnitude, exact(toleranceMinor, digits)) <= 0) return 'tolerated';
  return difference.num > 0n ? 'above' : 'below';
}

/** A finding about an amount, claimed and computed side by side. */
export function amountFinding(input: {
  readonly code: string;
  readonly pointer: string;
  readonly severity: FindingSeverity;
  readonly reason: string;
  readonly claimed: Decimal;
  readonly computed: Exact;
  readonly currency: string;
}): Finding {
  const { claimed, computed, currency, ...rest } = input;
  const difference = subtract(exactOf(claimed), computed);
  return {
    ...rest,
    claimed,
    computed: toDecimal(computed),
    differenceMinor: roundHalfUp(difference, minorDigits(currency)).toString(),
    currency,
  };
}

/** The sum of optional amounts; undefined when all are absent. */
export function sumOfSome(values: readonly (Decimal | undefined)[]): Exact | undefined {
  const some = values.filter((value) => value !== undefined);
  return some.length === 0 ? undefined : some.map(exactOf).reduce(add);
}
