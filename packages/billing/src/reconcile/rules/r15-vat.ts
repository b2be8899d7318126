import {
  compare,
  divide,
  exactOf,
  type Finding,
  multiply,
  type SuggestedAction,
  sum,
  toDecimal,
} from '@peregrine/domain';
import { vatPercent } from '../../vat/vat-percent.ts';
import { judge } from '../difference.ts';
import { observe, observeAmount } from '../observe.ts';
import type { Facts, Rule } from '../types.ts';

const GROSS = { pointer: '/total_cost/incl_vat', severity: 'warning' } as const;
const ACTION: SuggestedAction = 'tolerate';

/**
 * R15: the claimed tax against the tariff's own rates, on the claimed net (an overcharge is not
 * counted twice), against its own lines, and the tariff's rate against the country's. It does not
 * change what we owe (cross-border supply is reverse charge).
 */
export const vat: Rule = {
  code: 'R15',
  about: 'tax',
  onError: 'none',
  check(facts) {
    return [...claimedTax(facts), ...taxLines(facts), ...rateOfCountry(facts)];
  },
};

function claimedTax({ cdr, priced, toleranceMinor }: Facts): Finding[] {
  const { exclTax, inclTax } = cdr.totalCost;
  if (inclTax === undefined) return [];
  const [net, gross] = [exactOf(exclTax), exactOf(inclTax)];
  const seen = { ...GROSS, action: ACTION, claimed: inclTax, currency: cdr.currency };
  if (net.num >= 0n && compare(gross, net) < 0) {
    return [observeAmount('R15.gross-below-net', { ...seen, computed: net })];
  }
  if (priced.kind !== 'priced') return [];
  const { totalExclTax, totalInclTax } = priced.result;
  if (!totalInclTax || !totalExclTax || totalExclTax.num === 0n) return [];
  const computed = multiply(net, divide(totalInclTax, totalExclTax));
  const verdict = judge(gross, computed, cdr.currency, toleranceMinor);
  if (verdict === 'rounding' || verdict === 'tolerated') return [];
  return [observeAmount('R15.not-of-rates', { ...seen, computed })];
}

/** The taxes as OCPI 2.3.0 lists them (types, Price) against what lies between the amounts. */
function taxLines({ cdr, toleranceMinor }: Facts): Finding[] {
  const { exclTax, inclTax, taxes } = cdr.totalCost;
  if (inclTax === undefined || taxes === undefined) return [];
  const computed = sum([exactOf(exclTax), ...taxes.map(({ taxAmount }) => exactOf(taxAmount))]);
  const verdict = judge(exactOf(inclTax), computed, cdr.currency, toleranceMinor);
  if (verdict === 'rounding' || verdict === 'tolerated') return [];
  const seen = { ...GROSS, pointer: '/total_cost/taxes', action: ACTION, claimed: inclTax };
  return [observeAmount('R15.lines', { ...seen, computed, currency: cdr.currency })];
}

function rateOfCountry({ cdr, priced, place }: Facts): Finding[] {
  const country = place?.country ?? cdr.location.country;
  if (country === undefined || priced.kind !== 'priced') return [];
  const usual = vatPercent(country, cdr.startedAt);
  if (usual === undefined) return [];
  const rates = new Set(
    priced.result.parts.flatMap(({ tax }) => (tax.kind === 'rate' ? [tax.percent] : [])),
  );
  return [...rates].flatMap((rate) => {
    // Reverse charge is sent as 0 %.
    if (exactOf(rate).num === 0n || compare(exactOf(rate), exactOf(usual)) === 0) return [];
    return [
      observe(
        'R15.not-of-country',
        {
          pointer: '/tariffs',
          severity: 'info',
          action: 'correct-tariff',
          claimed: toDecimal(exactOf(rate)),
          computed: usual,
        },
        { rate, country, usual },
      ),
    ];
  });
}
