import {
  add,
  compare,
  type Decimal,
  type Exact,
  exact,
  exactOf,
  minorDigits,
  subtract,
} from '@peregrine/domain';
import type { PriceSessionResult } from '@peregrine/pricing';
import type { Facts, Verdict } from './types.ts';

/** How far a claim is from the computation. */
export function judge(
  claimed: Exact,
  computed: Exact,
  currency: string,
  toleranceMinor: bigint,
): Verdict {
  const digits = 10n ** BigInt(minorDigits(currency));
  const difference = subtract(claimed, computed);
  const size = absolute(difference);
  if (compare(size, exact(1n, 2n * digits)) <= 0) return 'rounding';
  if (compare(size, exact(toleranceMinor, digits)) <= 0) return 'tolerated';
  return difference.num > 0n ? 'above' : 'below';
}

/** Whether another way to compute gives the claimed net total, to the minor unit. */
export function givesClaim({ cdr }: Pick<Facts, 'cdr'>, priced: PriceSessionResult): boolean {
  if (priced.kind !== 'priced' || !priced.result.totalExclTax) return false;
  if (priced.result.currency !== cdr.currency) return false;
  const claimed = exactOf(cdr.totalCost.exclTax);
  return judge(claimed, priced.result.totalExclTax, cdr.currency, 0n) === 'rounding';
}

/** The sum of optional amounts; undefined when all are absent. */
export function sumOfSome(values: readonly (Decimal | undefined)[]): Exact | undefined {
  const some = values.filter((value) => value !== undefined);
  return some.length === 0 ? undefined : some.map(exactOf).reduce(add);
}

export function absolute(value: Exact): Exact {
  return value.num < 0n ? { ...value, num: -value.num } : value;
}
