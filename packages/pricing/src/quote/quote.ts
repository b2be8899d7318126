import { compare, type Exact } from '@peregrine/domain';
import { priceSession } from '../price/price-session.ts';
import type { PricedSession } from '../price/types.ts';
import { unquotable } from './charge-slices.ts';
import { projectQuote } from './project-quote.ts';
import type {
  ProjectedSession,
  Quote,
  QuoteFactor,
  QuoteInput,
  QuoteRange,
  Unquotable,
} from './types.ts';

/**
 * What the operator will ask for a charge that has not begun: the price of the session that is
 * expected, and the range of those that may come instead. No price is guessed: if one of them cannot
 * be priced, there is no quote. A session that happens as expected costs what was expected.
 */
export function quote(input: QuoteInput): Quote | Unquotable {
  const projection = projectQuote(input);
  if (projection.kind === 'unquotable') return projection;
  const { expected: session, variants } = projection;
  const expected = price(input, session);
  if ('kind' in expected) return expected;
  const others: { readonly varies: readonly QuoteFactor[]; readonly priced: PricedSession }[] = [];
  for (const variant of variants) {
    const priced = price(input, variant);
    if ('kind' in priced) return priced;
    others.push({ varies: variant.varies, priced });
  }
  const all = others.map(({ priced }) => priced);
  const exclTax = rangeOf(
    expected.totalExclTax,
    all.map((it) => it.totalExclTax),
  );
  const inclTax = rangeOf(
    expected.totalInclTax,
    all.map((it) => it.totalInclTax),
  );
  const alone = others.filter(
    ({ varies, priced }) => varies.length === 1 && !costTheSame(priced, expected),
  );
  return {
    kind: 'quoted',
    expected,
    session,
    exclTax,
    inclTax,
    dependsOn: [...new Set(alone.flatMap(({ varies }) => varies))],
  };
}

function price({ tariff, timeZone }: QuoteInput, session: ProjectedSession) {
  const { periods, startedAt, endedAt } = session;
  const priced = priceSession({ tariffs: [tariff], periods, startedAt, endedAt, timeZone });
  if (priced.kind === 'priced') return priced.result;
  return unquotable(priced.reason, priced.detail);
}

function rangeOf(
  expected: Exact | undefined,
  others: readonly (Exact | undefined)[],
): QuoteRange | undefined {
  if (!expected) return undefined;
  let [low, high] = [expected, expected];
  for (const other of others) {
    if (!other) return undefined;
    if (compare(other, low) < 0) low = other;
    if (compare(other, high) > 0) high = other;
  }
  return { low, expected, high };
}

function costTheSame(a: PricedSession, b: PricedSession): boolean {
  const isSame = (x: Exact | undefined, y: Exact | undefined) =>
    x && y ? compare(x, y) === 0 : x === y;
  return isSame(a.totalExclTax, b.totalExclTax) && isSame(a.totalInclTax, b.totalInclTax);
}
