import type { Instant } from './instant.ts';
import type { Decimal } from './money/decimal.ts';
import type { Currency } from './money/money.ts';
import type { PartyRef } from './party.ts';

export const TARIFF_DIMENSIONS = ['ENERGY', 'TIME', 'PARKING_TIME', 'FLAT'] as const;
export type TariffDimension = (typeof TARIFF_DIMENSIONS)[number];

/**
 * The tax of a price: a rate in percent, "not applicable", or unknown. Unknown is a case of its
 * own, never 0 (OCPI 2.2.1 mod_tariffs, PriceComponent.vat: absent differs from 0 %).
 */
export type Tax =
  | { readonly kind: 'rate'; readonly percent: Decimal }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown' };

/**
 * One price of a tariff element (OCPI mod_tariffs, PriceComponent). `price` is net of tax, in the
 * tariff's currency: per kWh (ENERGY), per hour (TIME, PARKING_TIME), per session (FLAT).
 * `stepSize`: Wh for ENERGY, seconds for the times, without meaning for FLAT; 0 means none, and 1
 * still rounds up to a whole Wh or second.
 */
export type PriceComponent = {
  readonly dimension: TariffDimension;
  readonly price: Decimal;
  readonly tax: Tax;
  readonly stepSize: number;
};

/** Restrictions as sent, AND-ed (OCPI mod_tariffs, TariffRestrictions); all optional. */
export type TariffRestrictions = {
  readonly startTime?: string;
  readonly endTime?: string;
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
  readonly elements: readonly TariffElement[];
  readonly minPrice?: PriceLimit;
  readonly maxPrice?: PriceLimit;
  readonly startsAt?: Instant;
  readonly endsAt?: Instant;
  readonly lastUpdated: Instant;
};
