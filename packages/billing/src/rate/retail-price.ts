import {
  add,
  type Decimal,
  type DriverPlan,
  type Exact,
  exact,
  exactOf,
  multiply,
  roundHalfUp,
  type TariffDimension,
} from '@peregrine/domain';
import type { PriceUnit, Rounding } from './price-types.ts';

/** Decimals of a unit price as shown and printed (`domain/README`). */
export const UNIT_PRICE_DECIMALS = 4;

export const UNIT_OF: Readonly<Record<TariffDimension, PriceUnit>> = {
  ENERGY: 'kWh',
  TIME: 'h',
  PARKING_TIME: 'h',
  SESSION_TIME: 'h',
  FLAT: 'charge',
};

export function roundingOf(plan: DriverPlan): Rounding {
  return plan.audience === 'consumer' ? 'gross-first' : 'net-first';
}

/** Our own fee on a unit of the dimension, net: on energy and on the charge itself, never on time. */
export function feeOf(
  plan: DriverPlan,
  site: 'partner' | 'own',
  dimension: TariffDimension,
): Exact {
  if (dimension === 'ENERGY') {
    return exactOf(site === 'own' ? plan.ownFeePerKwh : plan.partnerFeePerKwh);
  }
  if (dimension === 'FLAT') {
    return exactOf(site === 'own' ? plan.ownFeePerCharge : plan.partnerFeePerCharge);
  }
  return exact(0n);
}

/**
 * A net unit price as the driver sees it, in ten-thousandths: with VAT for a consumer, without for a
 * business. This rounding is the shown price; lines are computed from it, not from the net.
 */
export function unitPriceOf(net: Exact, vat: Decimal, rounding: Rounding): bigint {
  const factor = rounding === 'gross-first' ? add(exact(1n), percent(vat)) : exact(1n);
  return roundHalfUp(multiply(net, factor), UNIT_PRICE_DECIMALS);
}

/** 21 percent as 0.21. */
export function percent(value: Decimal): Exact {
  return multiply(exactOf(value), exact(1n, 100n));
}
