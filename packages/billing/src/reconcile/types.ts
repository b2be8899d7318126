import type {
  AgreementInForce,
  Cdr,
  CdrState,
  Decimal,
  Finding,
  Instant,
  Session,
  SignedFacts,
  Tariff,
} from '@peregrine/domain';
import type {
  DescribedSession,
  PriceSessionInput,
  PriceSessionResult,
  UnpriceableReason,
} from '@peregrine/pricing';
import type { JudgeCreditInput } from '../credit/judge-credit.ts';
import type { ZoneOrigin } from './zone-of.ts';

/** Another CDR that we keep. */
export type KeptCdr = {
  readonly cdr: Cdr;
  readonly state: CdrState;
  /** Whether its content is that of the CDR under check, its id aside. */
  readonly sameContent?: boolean;
};

/** Our token as it was when the charge began. */
export type TokenAtStart = {
  readonly blocked: boolean;
  readonly contractId: string;
  /** The references that we gave for it around that time; absent: nobody looked. */
  readonly references?: readonly string[];
};

/**
 * What the store knows around a CDR. All optional: absent means that nobody looked, `null` that it
 * was looked for and is not there. A rule whose evidence is absent is silent.
 */
export type Evidence = {
  /** Earlier CDRs with the same party and id, or the same session, or the same token, EVSE and start. */
  readonly earlier?: readonly KeptCdr[];
  /** CDRs of the same token or connector that may overlap it; the rule looks at the times itself. */
  readonly neighbours?: readonly KeptCdr[];
  readonly session?: Session | null;
  /** What a credit CDR is judged by. */
  readonly credit?: Omit<JudgeCreditInput, 'credit'>;
  readonly token?: TokenAtStart | null;
  readonly agreement?: AgreementInForce | null;
  readonly signed?: SignedFacts;
  /** Whether we know the EVSE; `country`: ISO 3166-1 alpha-2 of its location. */
  readonly place?: { readonly evseKnown: boolean; readonly country?: string };
  readonly vehicle?: { readonly batteryKwh?: Decimal; readonly givesBack?: boolean };
  /** Invoices whose reconciliation records list it. */
  readonly invoiceIds?: readonly string[];
  /** The CDR or credit that took its place. */
  readonly supersededBy?: string;
  /** Tariffs beside the basis that were in force at the start and that its periods name. */
  readonly otherTariffs?: readonly Tariff[];
  /** The reservation ran out unused; no CDR tells it. */
  readonly reservationExpired?: boolean;
  /** How the time zone was found. */
  readonly zoneOrigin?: ZoneOrigin;
};

export type ReconcileCdrInput = Evidence & {
  readonly cdr: Cdr;
  /**
   * The pushed version in force at the start; undefined when we hold none. An agreement with prices
   * of its own replaces it (`basisOf`).
   */
  readonly tariff: Tariff | undefined;
  /** IANA zone of the location; a CDR carries none. */
  readonly timeZone: string;
  /** What the connector can deliver, where we know it. */
  readonly maxPowerW?: number;
  /** When the CDR came to us; without it neither the future nor its age is judged. */
  readonly receivedAt?: Instant;
  /** Tolerated minor units; absent: those of the agreement, 1 without one. */
  readonly toleranceMinor?: bigint;
};

/**
 * How the claimed net total stands to the computed one. `rounding`: within half a minor unit, so
 * both may print the same; `tolerated`: within the tolerance; else on which side it errs.
 */
export type Verdict = 'rounding' | 'tolerated' | 'above' | 'below';

/** What a rule looks at: the claim, what we computed from its quantities, and the evidence. */
export type Facts = Omit<ReconcileCdrInput, 'toleranceMinor'> & {
  /** The price basis. */
  readonly tariff: Tariff | undefined;
  readonly priced: PriceSessionResult;
  readonly toleranceMinor: bigint;
  /** Undefined where the net total cannot be computed or is in another currency. */
  readonly verdict: Verdict | undefined;
  /** Prices the CDR again with something changed; what is not changed stays as for `priced`. */
  reprice(changes: Partial<PriceSessionInput>): PriceSessionResult;
};

/**
 * One rule of reconciliation; silent about what it has no evidence of.
 * `about`: an error about the quantities or the record itself holds the driver's receipt; findings
 * about tax leave the state alone: net is reconciled, the CPO's VAT is checked apart.
 * `onError`: where an error takes the CDR; `refused` is a dispute in which we owe nothing at all.
 */
export type Rule = {
  readonly code: string;
  readonly about: 'quantities' | 'record' | 'price' | 'tax';
  readonly onError: 'held' | 'disputed' | 'refused' | 'none';
  /** Whether it checks credit CDRs too; their amounts are judged against their original alone. */
  readonly forCredits?: true;
  check(facts: Facts): readonly Finding[];
};

/** A dimension, or the total, side by side; net amounts, unrounded. */
export type ComparisonRow = {
  readonly dimension: string;
  readonly quantity: string;
  readonly claimed?: Decimal;
  readonly computed?: Decimal;
  readonly reason: string;
};

/** What we computed, JSON-safe, as it is kept with the CDR. */
export type Computation = {
  readonly comparison: readonly ComparisonRow[];
  readonly zone: { readonly timeZone: string; readonly origin?: ZoneOrigin };
  readonly session?: DescribedSession;
  readonly unpriceable?: { readonly reason: UnpriceableReason; readonly detail: string };
};

export type ReconciledState = Exclude<CdrState, 'received'>;

export type Reconciliation = {
  readonly state: ReconciledState;
  readonly findings: readonly Finding[];
  readonly computation: Computation;
  readonly computedExclTax?: Decimal;
  readonly computedInclTax?: Decimal;
  /** False: the quantities themselves are in doubt, so the driver is not billed yet. */
  readonly quantitiesPlausible: boolean;
  /** `hold`: quantities or record are in doubt. `none`: the driver is charged nothing for it. */
  readonly retail: 'bill' | 'hold' | 'none';
  /** Net that we acknowledge to owe; undefined while held, and for a credit. */
  readonly acceptedExclTax?: Decimal;
};
