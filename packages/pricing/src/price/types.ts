import type {
  ChargingPeriod,
  Currency,
  Decimal,
  Exact,
  Instant,
  Tariff,
  TariffDimension,
  Tax,
} from '@peregrine/domain';

export type PriceSessionInput = {
  /** Price basis; a period picks its own by `tariffId`, else the first holds. */
  readonly tariffs: readonly Tariff[];
  readonly periods: readonly ChargingPeriod[];
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  /** IANA zone of the location: restrictions speak its local time. */
  readonly timeZone: string;
};

export type UnpriceableReason =
  | 'no-tariff'
  | 'unsupported-tariff'
  | 'no-periods'
  | 'missing-measurement'
  | 'currency'
  | 'time-zone';

export type Unpriceable = {
  readonly kind: 'unpriceable';
  readonly reason: UnpriceableReason;
  readonly detail: string;
};

/** Which reading of a time volume was used: the period's own clock times, or whole seconds. */
export type TimeReading = 'as-sent' | 'whole-second' | 'timestamps';

/** Why a part costs what it does. */
export type PartReason = {
  readonly tariffId: string;
  /** Indexes of the charging periods that it covers, in order. */
  readonly periods: readonly number[];
  readonly from: Instant;
  /** Names of the restrictions that the element had and the session met. */
  readonly restrictions: readonly string[];
  /** The step (Wh or s) that rounded this part up, and by how much (kWh or h). */
  readonly step?: { readonly size: number; readonly added: Exact };
  readonly reading: TimeReading;
};

/** One price component on one stretch of the session. Quantities: kWh, hours, or 1 for FLAT. */
export type PricedPart = {
  readonly dimension: TariffDimension;
  readonly elementIndex: number;
  readonly componentIndex: number;
  readonly unitPriceExclTax: Decimal;
  readonly tax: Tax;
  readonly measured: Exact;
  readonly billed: Exact;
  readonly exclTax: Exact;
  readonly inclTax: Exact | undefined;
  readonly because: PartReason;
};

export type PricingNoteCode =
  | 'hours-read-as-seconds'
  | 'energy-finer-than-mwh'
  | 'periods-out-of-order'
  | 'negative-energy'
  | 'clamped-to-minimum'
  | 'clamped-to-maximum';

/** Something about the computation that a person should know; never changes what was computed. */
export type PricingNote = { readonly code: PricingNoteCode; readonly periodIndex?: number };

/** Unrounded. `totalInclTax` is undefined when a part's tax is unknown. */
export type PricedSession = {
  readonly currency: Currency;
  readonly parts: readonly PricedPart[];
  /** All that was measured, priced or not. */
  readonly energyKwh: Exact;
  readonly totalExclTax: Exact;
  readonly totalInclTax: Exact | undefined;
  /** A minimum or maximum price replaced the sum of the parts. */
  readonly limited: boolean;
  readonly notes: readonly PricingNote[];
};

export type PriceSessionResult =
  | { readonly kind: 'priced'; readonly result: PricedSession }
  | Unpriceable;
