import {
  compare,
  exactOf,
  type Finding,
  type PartyRef,
  partyKey,
  sameParty,
} from '@peregrine/domain';
import { observe, observeAmount } from '../reconcile/observe.ts';
import type { InvoicedCdr, ListedCdr, ListedKind, MatchInvoiceInput } from './types.ts';

export type MatchedLines = {
  readonly lines: readonly ListedCdr[];
  readonly findings: readonly Finding[];
  /** Those of the lines that count for the sum, each once. */
  readonly counted: readonly InvoicedCdr[];
  readonly notInvoiced: readonly string[];
};

/** A listed id: which one of its record, and whether the invoice lists it for the first time. */
type Listed = { readonly cdrId: string; readonly pointer: string; readonly isFirst: boolean };

/** Whose CDRs an invoice is about: its issuer's, or its recipient's where we issue it. */
export function operatorOf({ invoice }: MatchInvoiceInput): PartyRef {
  return invoice.billing === 'direct' ? invoice.issuer : invoice.recipient;
}

/** Takes the listed ids one by one; ids are unique for a party only, and compared without case. */
export function matchLines(input: MatchInvoiceInput): MatchedLines {
  const { invoice, cdrs } = input;
  const operator = operatorOf(input);
  const own = new Map<string, InvoicedCdr>();
  const foreign = new Map<string, InvoicedCdr>();
  for (const it of cdrs) {
    (sameParty(it.cdr.party, operator) ? own : foreign).set(keyOf(it.cdr.cdrId), it);
  }
  const listed = listedIds(input);
  const keys = new Set(listed.map(({ cdrId }) => keyOf(cdrId)));
  const credited = creditedBy([...own.values()].filter(({ cdr }) => keys.has(keyOf(cdr.cdrId))));
  const lines: ListedCdr[] = [];
  const findings: Finding[] = [];
  const counted: InvoicedCdr[] = [];
  for (const entry of listed) {
    const key = keyOf(entry.cdrId);
    const known = own.get(key);
    const kind = kindOf(entry, known, foreign.get(key), credited.has(key));
    lines.push(lineOf(entry.cdrId, kind, known ?? foreign.get(key)));
    findings.push(...objectTo(entry, kind, known ?? foreign.get(key), invoice.invoiceId));
    if (known && (kind === 'matched' || kind === 'open')) counted.push(known);
  }
  const notInvoiced = [...own.values()].flatMap(({ cdr, state, invoiceIds }) =>
    keys.has(keyOf(cdr.cdrId)) || invoiceIds.length > 0 || state === 'superseded'
      ? []
      : [cdr.cdrId],
  );
  return { lines, findings, counted, notInvoiced };
}

function listedIds({ invoice, records }: MatchInvoiceInput): Listed[] {
  const seen = new Set<string>();
  const listed: Listed[] = [];
  for (const record of records) {
    if (record.invoiceId !== invoice.invoiceId) continue;
    if (!sameParty(record.party, invoice.issuer)) continue;
    for (const [index, cdrId] of record.cdrIds.entries()) {
      listed.push({ cdrId, pointer: `/cdrs/${index}`, isFirst: !seen.has(keyOf(cdrId)) });
      seen.add(keyOf(cdrId));
    }
  }
  return listed;
}

/** A credited CDR may stand beside its credit: together they are zero. */
function creditedBy(listed: readonly InvoicedCdr[]): Set<string> {
  return new Set(
    listed.flatMap(({ cdr }) =>
      cdr.credit && cdr.creditReferenceId !== undefined ? [keyOf(cdr.creditReferenceId)] : [],
    ),
  );
}

function kindOf(
  { isFirst }: Listed,
  known: InvoicedCdr | undefined,
  foreign: InvoicedCdr | undefined,
  besideItsCredit: boolean,
): ListedKind {
  if (!isFirst) return 'twice';
  if (!known) return foreign ? 'other-party' : 'unknown';
  if (known.invoiceIds.length > 0) return 'twice';
  if (known.state === 'superseded' && !besideItsCredit) return 'superseded';
  return known.state === 'held' || known.state === 'received' ? 'open' : 'matched';
}

function lineOf(cdrId: string, kind: ListedKind, of: InvoicedCdr | undefined): ListedCdr {
  if (!of || kind === 'other-party') return { cdrId, kind };
  return {
    cdrId,
    kind,
    currency: of.cdr.currency,
    claimedExclTax: of.cdr.totalCost.exclTax,
    ...(of.acceptedExclTax !== undefined && { acceptedExclTax: of.acceptedExclTax }),
  };
}

function objectTo(
  { cdrId, pointer, isFirst }: Listed,
  kind: ListedKind,
  of: InvoicedCdr | undefined,
  invoiceId: string,
): Finding[] {
  const error = { pointer, severity: 'error', action: 'dispute', claimed: cdrId } as const;
  switch (kind) {
    case 'unknown':
      return [observe('R24.unknown', error)];
    case 'other-party':
      return [observe('R24.other-party', error, { party: of ? partyKey(of.cdr.party) : '' })];
    case 'superseded':
      return [observe('R24.superseded', { ...error, action: 'request-credit' })];
    case 'open':
      return [observe('R24.open', { ...error, action: 'hold' })];
    case 'twice':
      if (!isFirst) return [observe('R24.listed-twice', error)];
      return [
        observe(
          'R24.twice',
          { ...error, action: 'request-credit' },
          { other: of?.invoiceIds[0] ?? '' },
        ),
      ];
    case 'matched':
      return of ? objectToMatched(pointer, of, invoiceId) : [];
  }
}

function objectToMatched(
  pointer: string,
  { cdr, acceptedExclTax }: InvoicedCdr,
  invoiceId: string,
): Finding[] {
  const found: Finding[] = [];
  const { currency, invoiceReferenceId: named } = cdr;
  const claimed = cdr.totalCost.exclTax;
  if (named !== undefined && named !== invoiceId) {
    found.push(
      observe(
        'R24.other-reference',
        { pointer, severity: 'warning', action: 'tolerate', claimed: named, computed: invoiceId },
        { named, other: invoiceId },
      ),
    );
  }
  if (acceptedExclTax !== undefined && compare(exactOf(acceptedExclTax), exactOf(claimed)) !== 0) {
    const computed = exactOf(acceptedExclTax);
    found.push(
      observeAmount(
        'R24.not-accepted',
        { pointer, severity: 'error', action: 'dispute', claimed, computed, currency },
        { accepted: acceptedExclTax, currency },
      ),
    );
  }
  return found;
}

function keyOf(cdrId: string): string {
  return cdrId.toLowerCase();
}
