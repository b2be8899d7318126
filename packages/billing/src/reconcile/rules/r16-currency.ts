import {
  compare,
  exact,
  exactOf,
  type Finding,
  minorDigits,
  multiply,
  roundHalfUp,
} from '@peregrine/domain';
import { absolute } from '../difference.ts';
import { observe } from '../observe.ts';
import type { Facts, Rule } from '../types.ts';

/** PostgreSQL's bigint, in which postings are kept. */
const MOST_MINOR = 2n ** 63n - 1n;

/** R16: another currency than the tariff's or the agreed one, minor units as whole ones, overflow. */
export const currency: Rule = {
  code: 'R16',
  about: 'price',
  onError: 'disputed',
  forCredits: true,
  check(facts) {
    return [...otherCurrency(facts), ...minorUnits(facts), ...tooLarge(facts)];
  },
};

function otherCurrency({ cdr, tariff, agreement }: Facts): Finding[] {
  const found: Finding[] = [];
  const claimed = cdr.currency;
  const seen = { pointer: '/currency', severity: 'error', action: 'dispute', claimed } as const;
  if (tariff && tariff.currency !== claimed) {
    const expected = tariff.currency;
    found.push(observe('R16.tariff', { ...seen, computed: expected }, { claimed, expected }));
  }
  if (agreement && agreement.terms.currency !== claimed) {
    const expected = agreement.terms.currency;
    found.push(observe('R16.agreement', { ...seen, computed: expected }, { claimed, expected }));
  }
  return found;
}

/** 935 for 9.35: a hundredfold is no other price. R09 carries the money. */
function minorUnits({ cdr, priced, verdict }: Facts): Finding[] {
  if (verdict !== 'above' || priced.kind !== 'priced') return [];
  const factor = 10n ** BigInt(minorDigits(cdr.currency));
  const { totalExclTax } = priced.result;
  if (factor === 1n || !totalExclTax || totalExclTax.num === 0n) return [];
  const claimed = cdr.totalCost.exclTax;
  if (
    compare(exactOf(claimed), exact(roundHalfUp(multiply(totalExclTax, exact(factor)), 0))) !== 0
  ) {
    return [];
  }
  const seen = { pointer: '/total_cost', severity: 'warning', action: 'dispute', claimed } as const;
  return [observe('R16.minor-units', seen, { factor: factor.toString() })];
}

function tooLarge({ cdr }: Facts): Finding[] {
  const claimed = cdr.totalCost.exclTax;
  const minor = roundHalfUp(absolute(exactOf(claimed)), minorDigits(cdr.currency));
  if (minor <= MOST_MINOR) return [];
  const seen = { pointer: '/total_cost', severity: 'error', action: 'dispute', claimed } as const;
  return [observe('R16.too-large', seen)];
}
