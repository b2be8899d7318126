import type { Instant } from './instant.ts';
import type { Decimal } from './money/decimal.ts';
import type { Currency } from './money/money.ts';
import type { PartyRef } from './party.ts';

/**
 * What a tariff prices (OCPI mod_tariffs, TariffDimensionType). `SESSION_TIME`, charging or not, is
 * GIREVE's addition to 2.1.1.
 */
export const TARIFF_DIMENSIONS = [
  'ENERGY',
  'TIME',
  'PARKING_TIME',
  'SESSION_TIME',
  'FLAT',
] as const;
export type TariffDimension = (typeof TARIFF_DIMENSIONS)[number];

/**
 * The tax of a price: a rate in percent, "not applicable", or unknown. Unknown is a case of its
 * own, never 0 (OCPI 2.2.1 mod_tariffs, PriceComponent.vat: absent differs from 0 %).
 */
export type Tax =
  | { readonly kind: 'rate'; readonly percent: Decimal }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown' };

/** To which multiple of a unit, and which way (GIREVE's extension of OCPI 2.1.1). */
export type Rounding = {
  readonly granularity: Decimal;
  readonly rule: 'up' | 'down' | 'near';
};

/**
 * One price of a tariff element (OCPI mod_tariffs, PriceComponent). `price` is in the tariff's
 * currency, before or after tax as `Tariff.taxIncluded` says: per kWh (ENERGY), per hour (the times),
 * per session (FLAT). `stepSize`: Wh for ENERGY, seconds for the times, without meaning for FLAT;
 * 0 means none, and 1 still rounds up to a whole Wh or second.
 */
export type PriceComponent = {
  readonly dimension: TariffDimension;
  readonly price: Decimal;
  readonly tax: Tax;
  readonly stepSize: number;
  /** How the component's amount is rounded, where the dialect rounds each component. */
  readonly priceRound?: Rounding;
  /** How an element's quantity goes to its step, where the dialect rounds each element by itself. */
  readonly stepRound?: Rounding;
  /** The sender says that it had to approximate the price (GIREVE's `exact_price_component` false). */
  readonly approximate?: boolean;
};

/**
 * Restrictions as sent, AND-ed (OCPI mod_tariffs, TariffRestrictions); all optional. `reservation` is
 * RESERVATION or RESERVATION_EXPIRES. Durations are whole seconds, `int` on the wire.
 */
export type TariffRestrictions = {
  readonly startTime?: string;
  readonly endTime?: string;
  /** A second window of the day, beside the first (GIREVE, of a whole tariff). */
  readonly secondStartTime?: string;
  readonly secondEndTime?: string;
  readonly startDate?: string;
  readonly endDate?: string;
  readonly minKwh?: Decimal;
  readonly maxKwh?: Decimal;
  readonly minCurrentA?: Decimal;
  readonly maxCurrentA?: Decimal;
  readonly minPowerKw?: Decimal;
  readonly maxPowerKw?: Decimal;
  readonly minDurationSeconds?: number;
  readonly maxDurationSeconds?: number;
  readonly daysOfWeek?: readonly string[];
  readonly reservation?: string;
  /** Names of restrictions that we do not know: whether they hold cannot be told. */
  readonly unknown?: readonly string[];
};

export type TariffElement = {
  readonly components: readonly PriceComponent[];
  readonly restrictions?: TariffRestrictions;
};

export type PriceLimit = { readonly exclTax: Decimal; readonly inclTax?: Decimal };

export type Tariff = {
  readonly party: PartyRef;
  readonly tariffId: string;
  readonly currency: Currency;
  readonly type?: string;
  /** How an element is chosen: per dimension (2.2 and later) or the whole element (2.1.1). */
  readonly elementChoice: 'per-dimension' | 'whole-element';
  /** Whether its prices are after tax (OCPI 2.3.0 mod_tariffs, TaxIncluded); earlier versions: no. */
  readonly taxIncluded: 'yes' | 'no' | 'not-applicable';
  /** When a session must start for the whole tariff to hold, where the dialect has it (GIREVE). */
  readonly restrictions?: TariffRestrictions;
  readonly elements: readonly TariffElement[];
  readonly minPrice?: PriceLimit;
  readonly maxPrice?: PriceLimit;
  readonly startsAt?: Instant;
  readonly endsAt?: Instant;
  /** The operator's own words on its price, by language (ISO 639-1). */
  readonly altText?: readonly { readonly language: string; readonly text: string }[];
  readonly altUrl?: string;
  readonly lastUpdated: Instant;
};
