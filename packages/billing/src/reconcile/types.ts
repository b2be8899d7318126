import type { Cdr, Decimal, Finding, Instant, Tariff } from '@peregrine/domain';
import type { DescribedSession, PriceSessionResult, UnpriceableReason } from '@peregrine/pricing';

export type ReconcileCdrInput = {
  readonly cdr: Cdr;
  /** The price basis: the tariff version in force at the start; undefined when we hold none. */
  readonly tariff: Tariff | undefined;
  /** IANA zone of the stored location; a CDR carries none. */
  readonly timeZone: string;
  /** What the connector can deliver, where we know it. */
  readonly maxPowerW?: number;
  /** When the CDR came to us; without it the future is not judged. */
  readonly receivedAt?: Instant;
  /** Differences up to this many minor units are tolerated; 1 where absent. */
  readonly toleranceMinor?: bigint;
};

/** What a rule looks at: the claim, and what we computed from its quantities. */
export type Facts = {
  readonly cdr: Cdr;
  readonly tariff: Tariff | undefined;
  readonly priced: PriceSessionResult;
  readonly maxPowerW: number | undefined;
  readonly receivedAt: Instant | undefined;
  readonly toleranceMinor: bigint;
};

/**
 * One rule of reconciliation. An error of a rule about quantities holds the driver's receipt too;
 * `onError` is where it takes the CDR. Findings of lesser severity leave it tolerated, those about
 * tax leave its state alone: net is reconciled, the CPO's VAT is checked apart.
 */
export type Rule = {
  readonly code: string;
  readonly about: 'quantities' | 'price' | 'tax';
  readonly onError: 'held' | 'disputed' | 'none';
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
  readonly session?: DescribedSession;
  readonly unpriceable?: { readonly reason: UnpriceableReason; readonly detail: string };
};

export type Reconciliation = {
  readonly state: 'accepted' | 'tolerated' | 'held' | 'disputed';
  readonly findings: readonly Finding[];
  readonly computation: Computation;
  readonly computedExclTax?: Decimal;
  readonly computedInclTax?: Decimal;
  /** False: the quantities themselves are in doubt, so the driver is not billed yet. */
  readonly quantitiesPlausible: boolean;
  /** Net that we acknowledge to owe; undefined while held. */
  readonly acceptedExclTax?: Decimal;
};
