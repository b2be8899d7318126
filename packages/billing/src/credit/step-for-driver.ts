import type { Cdr } from '@peregrine/domain';
import { haveSameQuantities } from './differing-fields.ts';

/** How far the driver's bill of the original got, and whether there still is a driver. */
export type DriverSide = {
  readonly bill: 'none' | 'open' | 'paid' | 'refunded';
  readonly account: 'active' | 'left';
};

/**
 * What follows for the driver. `void`: the charge is closed, never billed. `bill`: bill the
 * replacement. `credit-note`: the open invoice is cancelled; `refund`: cancelled and the money given
 * back. With `billAgain` the replacement is billed after it. `wait`: a replacement may come.
 * `person`: someone decides. `why` names the reason, for the audit and the screen.
 */
export type DriverStep = {
  readonly kind: 'none' | 'void' | 'bill' | 'credit-note' | 'refund' | 'wait' | 'person';
  readonly billAgain?: true;
  readonly why:
    | 'no-charge'
    | 'credit-refused'
    | 'original-not-known'
    | 'replacement-may-come'
    | 'full-credit'
    | 'not-yet-billed'
    | 'same-quantities'
    | 'other-quantities'
    | 'already-refunded'
    | 'driver-left';
};

/**
 * The step for the driver once a credit was accepted. The CPO's amounts never reach the driver, so a
 * replacement with the same quantities changes nothing for them. Nobody is charged again after their
 * money was returned, or when they left, without a person.
 */
export function stepForDriver(
  { bill, account }: DriverSide,
  original: Cdr,
  replacement: Cdr | null | undefined,
): DriverStep {
  if (replacement === undefined) return { kind: 'wait', why: 'replacement-may-come' };
  if (replacement === null) return stepForFullCredit(bill, account);
  if (bill === 'none') {
    if (account === 'left') return { kind: 'person', why: 'driver-left' };
    return { kind: 'bill', why: 'not-yet-billed' };
  }
  if (bill === 'refunded') return { kind: 'person', why: 'already-refunded' };
  if (haveSameQuantities(original, replacement)) return { kind: 'none', why: 'same-quantities' };
  if (account === 'left') return { kind: 'person', why: 'driver-left' };
  return {
    kind: bill === 'paid' ? 'refund' : 'credit-note',
    billAgain: true,
    why: 'other-quantities',
  };
}

function stepForFullCredit(bill: DriverSide['bill'], account: DriverSide['account']): DriverStep {
  switch (bill) {
    case 'none':
      return { kind: 'void', why: 'full-credit' };
    case 'open':
      return { kind: 'credit-note', why: 'full-credit' };
    case 'refunded':
      return { kind: 'none', why: 'already-refunded' };
    case 'paid':
      if (account === 'left') return { kind: 'person', why: 'driver-left' };
      return { kind: 'refund', why: 'full-credit' };
  }
}
