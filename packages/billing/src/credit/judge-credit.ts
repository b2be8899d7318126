import {
  type Cdr,
  type CdrState,
  compare,
  type Decimal,
  exactOf,
  type Finding,
  negate,
  partyKey,
  sameParty,
  toDecimal,
} from '@peregrine/domain';
import { observe } from '../reconcile/observe.ts';
import { differingFields } from './differing-fields.ts';
import { type DriverSide, type DriverStep, stepForDriver } from './step-for-driver.ts';

/** The CDR that a credit names, as we keep it. */
export type CreditedCdr = {
  readonly cdr: Cdr;
  readonly state: CdrState;
  /** Net that we acknowledged to owe for it; absent while nothing was. */
  readonly acceptedExclTax?: Decimal;
};

export type JudgeCreditInput = {
  readonly credit: Cdr;
  /** Whatever has the id that it names, of whichever party; null: there is none. */
  readonly original: CreditedCdr | null;
  /** Ids of other credits of the original that were accepted. */
  readonly earlierCredits: readonly string[];
  /** Whether the original may still come: credits overtake what they credit. */
  readonly mayStillCome: boolean;
  /**
   * The new CDR of the same charge (OCPI mod_cdrs, Credit CDRs); null: none will come any more, so
   * the credit is a full one; absent: not known yet.
   */
  readonly replacement?: Cdr | null;
  /** The driver's side; absent: no charge of ours belongs to the original. */
  readonly driver?: DriverSide;
};

/** What a credit CDR leads to. */
export type CreditDecision = {
  /** `waiting`: its original has not come; judge again when it does. */
  readonly credit: 'accepted' | 'waiting' | 'held';
  readonly findings: readonly Finding[];
  /** Whether the original is superseded by it. */
  readonly supersedes: boolean;
  /** Net that we owe less: what we had acknowledged for the original, negated. */
  readonly owedExclTax?: Decimal;
  readonly driver: DriverStep;
};

/**
 * Judges a credit CDR: the whole original again under its own id, with only the total negated (OCPI
 * 2.2.1 mod_cdrs, Credit CDRs). What is wrong about the reference or the amount holds it; then
 * nothing is taken back. A right one takes back exactly what we acknowledged, which is less than it
 * says where the original was disputed. The driver's step follows from what they were billed.
 */
export function judgeCredit(input: JudgeCreditInput): CreditDecision {
  const findings = objectionsTo(input);
  const waits = findings.some(({ because }) => because?.key === 'R02.not-yet-known');
  if (waits || findings.some(({ severity }) => severity === 'error')) {
    return {
      credit: waits ? 'waiting' : 'held',
      findings,
      supersedes: false,
      driver: { kind: 'none', why: waits ? 'original-not-known' : 'credit-refused' },
    };
  }
  const accepted = input.original?.acceptedExclTax;
  const { driver, replacement, original } = input;
  return {
    credit: 'accepted',
    findings,
    supersedes: true,
    ...(accepted !== undefined && { owedExclTax: toDecimal(negate(exactOf(accepted))) }),
    driver:
      driver && original
        ? stepForDriver(driver, original.cdr, replacement)
        : { kind: 'none', why: 'no-charge' },
  };
}

/** What speaks against a credit CDR, R02; errors hold it. */
export function objectionsTo(input: JudgeCreditInput): readonly Finding[] {
  const { credit, original } = input;
  const reference = credit.creditReferenceId;
  const error = {
    pointer: '/credit_reference_id',
    severity: 'error',
    action: 'dispute',
    claimed: reference ?? '',
  } as const;
  if (reference === undefined) return [observe('R02.no-reference', error)];
  if (!original) {
    if (!input.mayStillCome) return [observe('R02.unknown-original', error)];
    return [observe('R02.not-yet-known', { ...error, severity: 'warning', action: 'hold' })];
  }
  if (!sameParty(original.cdr.party, credit.party)) {
    return [observe('R02.other-party', error, { party: partyKey(original.cdr.party) })];
  }
  if (original.cdr.credit) return [observe('R02.credits-credit', error)];
  const [earlier] = input.earlierCredits;
  if (earlier !== undefined) return [observe('R02.credited-before', error, { other: earlier })];
  return [...wrongTotal(credit, original.cdr), ...otherContent(credit, original.cdr)];
}

function wrongTotal(credit: Cdr, original: Cdr): Finding[] {
  if (credit.currency !== original.currency) {
    return [
      observe(
        'R02.other-currency',
        {
          pointer: '/currency',
          severity: 'error',
          action: 'dispute',
          claimed: credit.currency,
          computed: original.currency,
        },
        { currency: credit.currency, original: original.currency },
      ),
    ];
  }
  const found: Finding[] = [];
  const net = { claimed: credit.totalCost.exclTax, of: original.totalCost.exclTax };
  if (!isNegated(net.claimed, net.of)) {
    found.push(
      observe('R02.not-negated', {
        pointer: '/total_cost',
        severity: 'error',
        action: 'dispute',
        claimed: net.claimed,
        computed: toDecimal(negate(exactOf(net.of))),
      }),
    );
  }
  const [claimed, of] = [credit.totalCost.inclTax, original.totalCost.inclTax];
  const isRight =
    claimed === undefined || of === undefined ? claimed === of : isNegated(claimed, of);
  if (!isRight) {
    found.push(
      observe('R02.tax-not-negated', {
        pointer: '/total_cost/incl_vat',
        severity: 'warning',
        action: 'tolerate',
        ...(claimed !== undefined && { claimed }),
        ...(of !== undefined && { computed: toDecimal(negate(exactOf(of))) }),
      }),
    );
  }
  return found;
}

function isNegated(claimed: Decimal, original: Decimal): boolean {
  return compare(exactOf(claimed), negate(exactOf(original))) === 0;
}

/** Peers leave out or round what they repeat: told, but nothing hangs on it. */
function otherContent(credit: Cdr, original: Cdr): Finding[] {
  return differingFields(credit, original).map(({ field, pointer, claimed, computed }) =>
    observe(
      'R02.differs',
      { pointer, severity: 'info', action: 'accept', claimed, computed },
      { field },
    ),
  );
}
