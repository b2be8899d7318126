import {
  type Decimal,
  exactOf,
  type Money,
  moneyOf,
  type PartyRef,
  partyKey,
  roundToMinor,
} from '@peregrine/domain';
import type { InvoiceDocument } from './invoice-document.ts';

/** One side of an entry: a debit is positive, a credit negative. */
export type PostingLine = { readonly account: string; readonly amount: Money };

/** A balanced entry, posted once under its key; its lines sum to zero. */
export type JournalEntry = { readonly key: string; readonly lines: readonly PostingLine[] };

/** The driver owes the gross; we earned the net and owe each country its VAT. */
export function invoicePostings(invoiceId: string, document: InvoiceDocument): JournalEntry {
  const { country } = document.station;
  const total = moneyOf(document.total);
  return balanced(`invoice:${invoiceId}`, [
    { account: 'driver-receivable', amount: total },
    ...document.vat.flatMap(({ percent, net, vat }) => [
      { account: 'revenue', amount: negated(moneyOf(net)) },
      { account: `vat:${country}:${percent}`, amount: negated(moneyOf(vat)) },
    ]),
  ]);
}

/** What we accept to owe the CPO for a CDR, net: the purchase, payable to its party. */
export function cdrPostings(input: {
  readonly cdrRowId: string;
  readonly party: PartyRef;
  readonly acceptedExclTax: Decimal;
  readonly currency: string;
}): JournalEntry {
  const amount = roundToMinor(exactOf(input.acceptedExclTax), input.currency);
  return balanced(`cdr:${input.cdrRowId}`, [
    { account: 'roaming-purchase', amount },
    { account: `cpo-payable:${partyKey(input.party)}`, amount: negated(amount) },
  ]);
}

/** Money that the card provider took for us settles the driver's debt. */
export function capturePostings(attemptId: string, amount: Money): JournalEntry {
  return balanced(`capture:${attemptId}`, [
    { account: 'card-clearing', amount },
    { account: 'driver-receivable', amount: negated(amount) },
  ]);
}

/** Joins lines of one account, drops zeros, and refuses an entry that does not balance (a bug). */
function balanced(key: string, lines: readonly PostingLine[]): JournalEntry {
  const byAccount = new Map<string, Money>();
  for (const { account, amount } of lines) {
    const before = byAccount.get(account);
    if (before && before.currency !== amount.currency) throw new Error(`${key}: mixed currencies`);
    byAccount.set(account, { ...amount, minor: amount.minor + (before?.minor ?? 0n) });
  }
  const joined = [...byAccount].map(([account, amount]) => ({ account, amount }));
  const rest = joined.reduce((sum, { amount }) => sum + amount.minor, 0n);
  const currencies = new Set(joined.map(({ amount }) => amount.currency));
  if (rest !== 0n || currencies.size > 1) throw new Error(`${key} does not balance`);
  return { key, lines: joined.filter(({ amount }) => amount.minor !== 0n) };
}

function negated(money: Money): Money {
  return { ...money, minor: -money.minor };
}
