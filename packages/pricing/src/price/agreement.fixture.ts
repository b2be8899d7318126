import { compare, type Exact, toDecimal } from '@peregrine/domain';
import { type NaivePrice, naivePrice } from './naive-price.fixture.ts';
import { priceSession } from './price-session.ts';
import { randomCase } from './random-session.fixture.ts';

/** What both evaluators make of one random case; `difference` where they differ. */
export function judge(seed: number): { readonly isPriced: boolean; readonly difference?: string } {
  const drawn = randomCase(seed);
  const naive = naivePrice(drawn);
  const result = priceSession(drawn.input);
  const ours =
    result.kind === 'priced'
      ? { excl: result.result.totalExclTax, incl: result.result.totalInclTax }
      : undefined;
  const isPriced = ours !== undefined;
  if (isSame(ours?.excl, naive?.excl) && isSame(ours?.incl, naive?.incl)) return { isPriced };
  return { isPriced, difference: `seed ${seed}: ${told(ours)}, naive ${told(naive)}` };
}

/**
 * How many of `count` random tariffs and sessions have a price, and where the two evaluators differ
 * (at most ten). Node runs it as it is: see this package's README for a million.
 */
export function compareMany(count: number, firstSeed = 1) {
  const differences: string[] = [];
  let priced = 0;
  for (let seed = firstSeed; seed < firstSeed + count && differences.length < 10; seed += 1) {
    const { isPriced, difference } = judge(seed);
    if (isPriced) priced += 1;
    if (difference !== undefined) differences.push(difference);
  }
  return { count, priced, differences };
}

function isSame(a: Exact | undefined, b: Exact | undefined): boolean {
  return a && b ? compare(a, b) === 0 : a === b;
}

function told(price: NaivePrice | undefined): string {
  if (!price) return 'no price';
  const amount = (value: Exact | undefined) => (value ? toDecimal(value) : 'unknown');
  return `${amount(price.excl)} / ${amount(price.incl)}`;
}
