import type { ChargingPeriod, Decimal, Exact, Instant, Tariff } from '@peregrine/domain';
import type { PricedSession, UnpriceableReason } from '../price/types.ts';

/** What the driver wants: energy, or a state of charge to reach (percent; needs a battery). */
export type WantedCharge =
  | { readonly energyKwh: Decimal }
  | { readonly fromPercent: Decimal; readonly toPercent: Decimal };

/** What a vehicle takes. The curve tells the most it draws at a state of charge. */
export type QuoteVehicle = {
  /** Usable. */
  readonly batteryKwh?: Decimal;
  readonly maxPowerKw?: Decimal;
  /** Points in rising order of percent; between them the power changes evenly. */
  readonly curve?: readonly { readonly percent: Decimal; readonly powerKw: Decimal }[];
};

/** What the connector gives. Its current at full power decides restrictions that ask for one. */
export type QuoteConnector = { readonly maxPowerKw: Decimal; readonly maxCurrentA?: Decimal };

/** How far reality may be from what is expected; makes the range of a quote. */
export type QuoteSpread = {
  /** Power of the slowest and of the fastest charge, in percent of the expected one. */
  readonly slowestPercent: number;
  readonly fastestPercent: number;
  /** How much later than `at` it may start. */
  readonly laterSeconds: number;
  /** How much longer than `staySeconds` it may stay plugged in once it is full. */
  readonly longerSeconds: number;
};

export type QuoteInput = {
  /** The version in force at `at`. */
  readonly tariff: Tariff;
  readonly charge: WantedCharge;
  readonly connector: QuoteConnector;
  readonly vehicle?: QuoteVehicle;
  readonly at: Instant;
  /** IANA zone of the location. */
  readonly timeZone: string;
  /** Plugged in without charging after the charge; 0 where absent. */
  readonly staySeconds?: number;
  readonly spread?: Partial<QuoteSpread>;
};

/** A session as it would be reported: a period for every price-relevant event. */
export type ProjectedSession = {
  readonly startedAt: Instant;
  /** When the charge itself ends. */
  readonly chargedAt: Instant;
  readonly endedAt: Instant;
  readonly energyKwh: Decimal;
  readonly periods: readonly ChargingPeriod[];
};

/** What a quote may depend on: how fast it charges, when it starts, how long it stays. */
export type QuoteFactor = 'power' | 'start' | 'stay';

/** A session that may happen, and in what it differs from the expected one. */
export type ProjectedVariant = ProjectedSession & { readonly varies: readonly QuoteFactor[] };

export type Projection = {
  readonly kind: 'projected';
  readonly expected: ProjectedSession;
  readonly variants: readonly ProjectedVariant[];
};

/** no-battery: percent without a battery; no-power; no-energy; too-long: beyond a week. */
export type UnquotableReason =
  | UnpriceableReason
  | 'no-battery'
  | 'no-power'
  | 'no-energy'
  | 'too-long';

export type Unquotable = {
  readonly kind: 'unquotable';
  readonly reason: UnquotableReason;
  readonly detail: string;
};

/** low <= expected <= high, unrounded. */
export type QuoteRange = { readonly low: Exact; readonly expected: Exact; readonly high: Exact };

/** What the operator will ask for. An amount that one of the sessions leaves unknown has no range. */
export type Quote = {
  readonly kind: 'quoted';
  readonly expected: PricedSession;
  readonly session: ProjectedSession;
  readonly exclTax: QuoteRange | undefined;
  readonly inclTax: QuoteRange | undefined;
  /** What changes the total by itself; empty where low is high. */
  readonly dependsOn: readonly QuoteFactor[];
};
