import type { Finding } from '@peregrine/domain';
import { observe } from '../observe.ts';
import type { Rule } from '../types.ts';

/**
 * R24: a CDR that several invoices list, or another one than it names. The invoice is objected to
 * (`matchInvoice`), not the CDR: its state stays.
 */
export const invoice: Rule = {
  code: 'R24',
  about: 'price',
  onError: 'none',
  check({ cdr, invoiceIds = [] }) {
    const [first, ...others] = [...new Set(invoiceIds)];
    if (first === undefined) return [];
    const found: Finding[] = others.map((other) =>
      observe(
        'R24.twice',
        {
          pointer: '/invoice_reference_id',
          severity: 'error',
          action: 'request-credit',
          claimed: other,
          computed: first,
        },
        { other },
      ),
    );
    const named = cdr.invoiceReferenceId;
    if (named !== undefined && !invoiceIds.includes(named)) {
      const pointer = '/invoice_reference_id';
      const seen = { severity: 'warning', action: 'tolerate', claimed: named } as const;
      found.push(
        observe(
          'R24.other-reference',
          { ...seen, pointer, computed: first },
          { named, other: first },
        ),
      );
    }
    return found;
  },
};
