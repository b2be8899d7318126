import { objectionsTo } from '../../credit/judge-credit.ts';
import { observe } from '../observe.ts';
import type { Rule } from '../types.ts';

/** R02: a credit CDR against the CDR that it names, and a reference without a credit. */
export const credit: Rule = {
  code: 'R02',
  about: 'record',
  onError: 'held',
  forCredits: true,
  check({ cdr, credit: evidence }) {
    if (cdr.credit) return evidence ? objectionsTo({ ...evidence, credit: cdr }) : [];
    if (cdr.creditReferenceId === undefined) return [];
    return [
      observe('R02.no-credit', {
        pointer: '/credit_reference_id',
        severity: 'warning',
        action: 'tolerate',
        claimed: cdr.creditReferenceId,
      }),
    ];
  },
};
