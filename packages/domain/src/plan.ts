import type { Decimal } from './money/decimal.ts';
import type { Currency } from './money/money.ts';

/**
 * What the driver pays, as one version of a plan (`domain/README`, What the driver pays).
 * Consumers are rounded gross first, businesses net first. Fees are net, in `currency`, and may
 * differ between partners' stations and our own sites.
 */
export type DriverPlan = {
  readonly name: string;
  readonly audience: 'consumer' | 'business';
  readonly currency: Currency;
  readonly basis: 'pass-through';
  readonly partnerFeePerKwh: Decimal;
  readonly partnerFeePerCharge: Decimal;
  readonly ownFeePerKwh: Decimal;
  readonly ownFeePerCharge: Decimal;
  /** How it is paid: a card hold per charge, with the amount held. */
  readonly payment: { readonly kind: 'per-charge'; readonly holdMinor: string };
};
