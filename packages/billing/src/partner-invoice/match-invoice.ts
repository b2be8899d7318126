import { type Finding, partyKey, sameParty } from '@peregrine/domain';
import { observe } from '../reconcile/observe.ts';
import { matchLines, operatorOf } from './match-lines.ts';
import { compareSums } from './match-sums.ts';
import type { InvoiceMatch, MatchInvoiceInput } from './types.ts';

/**
 * Matches an invoice with the records that say which CDRs it is about and with the CDRs as we keep
 * them (OCPI 2.3.0 ed2 mod_invoice_reconciliation): the records hold no amounts, so the sum is ours
 * to make. Works the same for direct billing (their invoice) and reverse billing (ours).
 */
export function matchInvoice(input: MatchInvoiceInput): InvoiceMatch {
  const { lines, counted, findings, notInvoiced } = matchLines(input);
  const sums = compareSums(input, counted);
  const all = [...objectToRecords(input), ...findings];
  // Without a record there is nothing that a sum could be compared with.
  if (lines.length > 0) all.push(...sums.findings);
  if (notInvoiced.length > 0) {
    all.push(
      observe(
        'R24.not-invoiced',
        {
          pointer: '',
          severity: 'info',
          action: 'accept',
          computed: partyKey(operatorOf(input)),
        },
        { count: String(notInvoiced.length) },
      ),
    );
  }
  return { state: stateOf(all), lines, sums: sums.sums, notInvoiced, findings: all };
}

function objectToRecords({ invoice, records }: MatchInvoiceInput): Finding[] {
  const naming = records.filter(({ invoiceId }) => invoiceId === invoice.invoiceId);
  if (naming.length === 0) {
    const claimed = invoice.invoiceId;
    return [observe('R24.no-record', { pointer: '', severity: 'error', action: 'hold', claimed })];
  }
  return naming
    .filter(({ party }) => !sameParty(party, invoice.issuer))
    .map(({ party, recordId }) =>
      observe(
        'R24.foreign-record',
        { pointer: '/party_id', severity: 'error', action: 'dispute', claimed: recordId },
        { party: partyKey(party) },
      ),
    );
}

/** An objection goes out before what is still open is settled: the term to object runs. */
function stateOf(findings: readonly Finding[]): InvoiceMatch['state'] {
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.some(({ action }) => action !== 'hold')) return 'disputed';
  if (errors.length > 0) return 'held';
  return findings.some(({ action }) => action !== 'accept') ? 'tolerated' : 'agreed';
}
