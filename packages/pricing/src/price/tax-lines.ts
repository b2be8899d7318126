import {
  add,
  compare,
  type Exact,
  exactOf,
  multiply,
  subtract,
  type Tax,
  ZERO,
} from '@peregrine/domain';
import type { PricedSession } from './types.ts';

/** The tax of one rate; of an unknown one where a limit made a tax that no rate tells. */
export type TaxLine = { readonly tax: Tax; readonly base: Exact; readonly amount: Exact };

/**
 * The session's tax by rate, unrounded; the amounts sum to the total after tax minus the one before.
 * A limit moves all lines in proportion; where nothing was taxed before it, one line of unknown rate
 * holds the rest. Undefined while either total is unknown.
 */
export function taxLines(session: PricedSession): readonly TaxLine[] | undefined {
  const { totalExclTax, totalInclTax, parts } = session;
  if (!totalExclTax || !totalInclTax) return undefined;
  const lines: TaxLine[] = [];
  for (const { tax, exclTax, inclTax, taxIncluded } of parts) {
    if (!exclTax || !inclTax) return undefined;
    const own: Tax = taxIncluded === 'not-applicable' ? { kind: 'none' } : tax;
    const at = lines.findIndex((line) => isSameTax(line.tax, own));
    const known = lines[at] ?? { tax: own, base: ZERO, amount: ZERO };
    const line = {
      tax: own,
      base: add(known.base, exclTax),
      amount: add(known.amount, subtract(inclTax, exclTax)),
    };
    if (at < 0) lines.push(line);
    else lines[at] = line;
  }
  return session.limited ? moveLines(lines, totalExclTax, totalInclTax) : lines;
}

function moveLines(
  lines: readonly TaxLine[],
  totalExclTax: Exact,
  totalInclTax: Exact,
): readonly TaxLine[] {
  const base = lines.reduce((sum, line) => add(sum, line.base), ZERO);
  const amount = lines.reduce((sum, line) => add(sum, line.amount), ZERO);
  const goal = subtract(totalInclTax, totalExclTax);
  if (compare(amount, ZERO) === 0 || compare(base, ZERO) === 0) {
    return [{ tax: { kind: 'unknown' }, base: totalExclTax, amount: goal }];
  }
  return lines.map((line) => ({
    tax: line.tax,
    base: share(line.base, totalExclTax, base),
    amount: share(line.amount, goal, amount),
  }));
}

/** `part` of `whole`, as it becomes when the whole becomes `goal`. */
function share(part: Exact, goal: Exact, whole: Exact): Exact {
  const moved = multiply(part, goal);
  const num = moved.num * whole.den;
  const den = moved.den * whole.num;
  return den < 0n ? { num: -num, den: -den } : { num, den };
}

function isSameTax(a: Tax, b: Tax): boolean {
  if (a.kind !== 'rate' || b.kind !== 'rate') return a.kind === b.kind;
  return compare(exactOf(a.percent), exactOf(b.percent)) === 0;
}
