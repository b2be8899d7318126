import {
  type AgreementInForce,
  type Cdr,
  type Decimal,
  exactOf,
  type Finding,
  negate,
  toDecimal,
} from '@peregrine/domain';
import { observe } from '../reconcile/observe.ts';
import type { CreditedCdr } from './judge-credit.ts';
import { type DriverSide, type DriverStep, stepForDriver } from './step-for-driver.ts';

/** What comes of other content under the id of a CDR that we keep. */
export type RevisionDecision =
  /** Kept aside beside the first, which counts. */
  | { readonly kind: 'quarantined'; readonly finding: Finding }
  /** As if the first had been credited: it is superseded, and the new one is reconciled. */
  | {
      readonly kind: 'replaces';
      readonly finding: Finding;
      /** Net that we owe less before the new one is reckoned; absent: nothing was owed. */
      readonly owedExclTax?: Decimal;
      readonly driver: DriverStep;
    };

/**
 * Judges a CDR that came again with other content. The specification allows no such thing (OCPI
 * 2.2.1 mod_cdrs: what was sent is not changed); where the agreement does, it is credit and replace.
 */
export function judgeRevision(input: {
  readonly first: CreditedCdr;
  readonly second: Cdr;
  readonly agreement: AgreementInForce | null;
  /** Absent: no charge of ours belongs to it. */
  readonly driver?: DriverSide;
}): RevisionDecision {
  const { first, second, agreement, driver } = input;
  const { cdrId } = second;
  const seen = { pointer: '/id', claimed: cdrId } as const;
  // What was credited is over: a revision would bring it back.
  if (!agreement?.terms.mayReviseCdr || first.state === 'superseded') {
    const error = { ...seen, severity: 'error', action: 'dispute' } as const;
    return { kind: 'quarantined', finding: observe('R01.same-id', error, { cdrId }) };
  }
  const warning = { ...seen, severity: 'warning', action: 'request-credit' } as const;
  const accepted = first.acceptedExclTax;
  return {
    kind: 'replaces',
    finding: observe('R01.revised', warning, { cdrId }),
    ...(accepted !== undefined && { owedExclTax: toDecimal(negate(exactOf(accepted))) }),
    driver: driver ? stepForDriver(driver, first.cdr, second) : { kind: 'none', why: 'no-charge' },
  };
}
