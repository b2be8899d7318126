import {
  type Currency,
  compare,
  type Exact,
  exact,
  exactOf,
  exactOfMoney,
  type Finding,
  minorDigits,
  roundToMinor,
  subtract,
  sum,
  toDecimal,
} from '@peregrine/domain';
import { observe, observeAmount } from '../reconcile/observe.ts';
import type { InvoicedCdr, InvoiceSum, MatchInvoiceInput } from './types.ts';

type ComparedSums = { readonly sums: readonly InvoiceSum[]; readonly findings: readonly Finding[] };

/** Exact sums a currency beside those of the invoice; a printed sum is rounded to minor units. */
export function compareSums(
  { invoice, toleranceMinor = 0n }: MatchInvoiceInput,
  counted: readonly InvoicedCdr[],
): ComparedSums {
  const currencies = new Set([
    ...invoice.sums.map(({ currency }) => currency),
    ...counted.map(({ cdr }) => cdr.currency),
  ]);
  const compared = [...currencies].map((currency) => {
    const own = counted.filter(({ cdr }) => cdr.currency === currency);
    const printed = invoice.sums.filter((it) => it.currency === currency);
    const invoiced =
      printed.length > 0 ? sum(printed.map(({ exclTax }) => exactOf(exclTax))) : undefined;
    return compareSum(currency, invoiced, own, toleranceMinor);
  });
  return {
    sums: compared.map((it) => it.sum),
    findings: compared.flatMap((it) => it.findings),
  };
}

function compareSum(
  currency: Currency,
  invoiced: Exact | undefined,
  own: readonly InvoicedCdr[],
  toleranceMinor: bigint,
): { readonly sum: InvoiceSum; readonly findings: readonly Finding[] } {
  const claims = own.map(({ cdr }) => exactOf(cdr.totalCost.exclTax));
  const claimed = sum(claims);
  const acknowledged = own.flatMap(({ state, acceptedExclTax: amount }) =>
    amount === undefined || state === 'held' || state === 'received' ? [] : [exactOf(amount)],
  );
  const base: InvoiceSum = {
    currency,
    claimedExclTax: toDecimal(claimed),
    acceptedExclTax: toDecimal(sum(acknowledged)),
  };
  if (!invoiced) {
    if (claimed.num === 0n) return { sum: base, findings: [] };
    const seen = { pointer: '/sums', severity: 'error', action: 'dispute' } as const;
    const computed = toDecimal(claimed);
    return { sum: base, findings: [observe('R24.no-sum', { ...seen, computed }, { currency })] };
  }
  const rounded = sum(claims.map((claim) => exactOfMoney(roundToMinor(claim, currency))));
  return {
    sum: {
      ...base,
      invoicedExclTax: toDecimal(invoiced),
      differenceExclTax: toDecimal(subtract(invoiced, claimed)),
    },
    findings: objectToSum({ currency, invoiced, claimed, rounded, toleranceMinor }),
  };
}

function objectToSum(input: {
  readonly currency: Currency;
  readonly invoiced: Exact;
  readonly claimed: Exact;
  /** The sum of the claims, each rounded by itself. */
  readonly rounded: Exact;
  readonly toleranceMinor: bigint;
}): Finding[] {
  const { currency, invoiced, claimed, rounded, toleranceMinor } = input;
  const minor = 10n ** BigInt(minorDigits(currency));
  const difference = subtract(invoiced, claimed);
  const size = { ...difference, num: difference.num < 0n ? -difference.num : difference.num };
  if (compare(size, exact(1n, 2n * minor)) <= 0) return [];
  const amounts = { claimed: toDecimal(invoiced), computed: claimed, currency };
  if (compare(invoiced, rounded) === 0) {
    const seen = { pointer: '/sums', severity: 'info', action: 'tolerate' } as const;
    return [observeAmount('R24.rounded', { ...seen, ...amounts })];
  }
  const tolerated = difference.num < 0n || compare(size, exact(toleranceMinor, minor)) <= 0;
  return [
    observeAmount(
      'R24.sum',
      {
        pointer: '/sums',
        severity: tolerated ? 'warning' : 'error',
        action: tolerated ? 'tolerate' : 'dispute',
        ...amounts,
      },
      { claimed: toDecimal(invoiced), currency, computed: toDecimal(claimed) },
    ),
  ];
}
