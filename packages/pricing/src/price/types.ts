import type {
  ChargingPeriod,
  Currency,
  Decimal,
  Exact,
  Instant,
  Rounding,
  Tariff,
  TariffDimension,
  Tax,
} from '@peregrine/domain';
import type { PricingPolicy } from './policy.ts';

export type PriceSessionInput = {
  /** Price basis; a period picks its own by `tariffId`, else the one in force at the start holds. */
  readonly tariffs: readonly Tariff[];
  readonly periods: readonly ChargingPeriod[];
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  /** IANA zone of the location: restrictions speak its local time. */
  readonly timeZone: string;
  /** The zone is a guess, not the stored location's: the result says so. */
  readonly timeZoneAssumed?: boolean;
  /** The reservation ran out unused (OCPI mod_tariffs, RESERVATION_EXPIRES); no CDR tells it. */
  readonly reservationExpired?: boolean;
  /** Where the specification is silent; `DEFAULT_POLICY` fills what is absent. */
  readonly policy?: Partial<PricingPolicy>;
};

export type UnpriceableReason =
  | 'no-tariff'
  | 'unsupported-tariff'
  | 'no-periods'
  | 'missing-measurement'
  | 'ambiguous-period'
  | 'currency'
  | 'time-zone';

export type Unpriceable = {
  readonly kind: 'unpriceable';
  readonly reason: UnpriceableReason;
  readonly detail: string;
};

/** Which reading of a time volume was used: the period's own clock times, or whole seconds. */
export type TimeReading = 'as-sent' | 'whole-second' | 'timestamps';

/** An earlier element that has the dimension, and the first of its restrictions that did not hold. */
export type PassedOver = { readonly element: number; readonly restriction: string };

/**
 * Why a part costs what it does. The restrictions are named as in `TariffRestrictions`: those that
 * the chosen element has and the session met, and which one kept each earlier element from pricing.
 */
export type PartReason = {
  readonly tariffId: string;
  /** Indexes of the charging periods that it covers, in order. */
  readonly periods: readonly number[];
  /** Clock times of these periods: when the first starts and the last ends. */
  readonly from: Instant;
  readonly to: Instant;
  readonly restrictions: readonly string[];
  readonly passedOver: readonly PassedOver[];
  /** The step (Wh or s) that rounded this part, and by how much (kWh or h; negative: down). */
  readonly step?: { readonly size: bigint; readonly added: Exact };
  /** The dialect's rounding of this part's amount. */
  readonly priceRound?: Rounding;
  readonly reading: TimeReading;
};

/**
 * One price component on one stretch of the session. Quantities: kWh, hours, or 1 for FLAT. Of the
 * amounts before and after tax at least one is known.
 */
export type PricedPart = {
  readonly dimension: TariffDimension;
  /** Of a reservation, before any charging: FLAT or TIME. */
  readonly reservation?: true;
  readonly elementIndex: number;
  readonly componentIndex: number;
  /** As the tariff says it: after tax when `taxIncluded` is yes. */
  readonly unitPrice: Decimal;
  readonly taxIncluded: Tariff['taxIncluded'];
  /** The same before tax; undefined where a tax of unknown rate is included. */
  readonly unitExclTax: Exact | undefined;
  readonly tax: Tax;
  readonly measured: Exact;
  readonly billed: Exact;
  readonly exclTax: Exact | undefined;
  readonly inclTax: Exact | undefined;
  readonly because: PartReason;
};

export const PRICING_NOTE_CODES = [
  'hours-read-as-seconds',
  'energy-finer-than-mwh',
  'periods-out-of-order',
  'period-outside-session',
  'period-spans-price-change',
  'flow-spans-bound',
  'negative-energy',
  'repeated-dimension',
  'approximate-component',
  'tariff-not-in-force',
  'tax-not-applicable',
  'time-zone-assumed',
  'reservation-expiry-assumed',
  'clamped-to-minimum',
  'clamped-to-maximum',
] as const;
export type PricingNoteCode = (typeof PRICING_NOTE_CODES)[number];

/** Something about the computation that a person should know; never changes what was computed. */
export type PricingNote = { readonly code: PricingNoteCode; readonly periodIndex?: number };

/**
 * Unrounded. A total is undefined when a part's amount is: `totalInclTax` where a tax is unknown,
 * `totalExclTax` where a tax of unknown rate is included in the price.
 */
export type PricedSession = {
  readonly currency: Currency;
  readonly parts: readonly PricedPart[];
  /** All that was measured, priced or not. */
  readonly energyKwh: Exact;
  readonly totalExclTax: Exact | undefined;
  readonly totalInclTax: Exact | undefined;
  /** A minimum or maximum price replaced the sum of the parts. */
  readonly limited: boolean;
  readonly notes: readonly PricingNote[];
};

export type PriceSessionResult =
  | { readonly kind: 'priced'; readonly result: PricedSession }
  | Unpriceable;
