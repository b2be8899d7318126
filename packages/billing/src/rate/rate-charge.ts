import {
  type ChargingPeriod,
  type Decimal,
  type DriverPlan,
  exact,
  type Instant,
  type Money,
  moneyText,
  multiply,
  roundToMinor,
  scaledToDecimal,
  type Tariff,
  toDecimal,
} from '@peregrine/domain';
import { priceSession } from '@peregrine/pricing';
import { type BilledUnit, billedUnits } from './billed-units.ts';
import { oddTariff } from './odd-tariff.ts';
import type { LineReason, RatedCharge, RatedLine, Rounding, UnknownPrice } from './price-types.ts';
import { ratedReason } from './rated-reason.ts';
import { roundingOf, UNIT_OF, UNIT_PRICE_DECIMALS, unitPriceOf } from './retail-price.ts';
import { vatOf } from './vat-of.ts';

export type RateChargeInput = {
  /** The price basis: the quoted version, else the one in force at the start. */
  readonly tariff: Tariff | undefined;
  readonly plan: DriverPlan;
  readonly site: 'partner' | 'own';
  /** Of our own table, for the charger's country (`vatPercent`). */
  readonly vatPercent: Decimal | undefined;
  /** Quantities: the CDR's, or the session's so far for an estimate. */
  readonly periods: readonly ChargingPeriod[];
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  readonly timeZone: string;
};

/**
 * What the driver pays: the tariff's unit prices plus our fees, with the VAT of the charger's
 * country, on the quantities (`domain/README`). Nothing that a CPO claims to be
 * owed enters. Amounts are rounded once, as the plan's audience has it.
 */
export function rateCharge(input: RateChargeInput): RatedCharge | UnknownPrice {
  const { tariff, plan, vatPercent } = input;
  if (!tariff) return unknown('no-tariff', 'the connector names no tariff');
  if (vatPercent === undefined) return unknown('unknown-vat', 'no VAT rate for the country');
  if (tariff.currency !== plan.currency) {
    return unknown('currency', `tariff in ${tariff.currency}, plan in ${plan.currency}`);
  }
  const odd = oddTariff(tariff);
  if (odd) return unknown('unsupported-tariff', odd);
  const priced = priceSession({ ...input, tariffs: [tariff] });
  if (priced.kind === 'unpriceable') return unknown('unsupported-tariff', priced.detail);
  if (priced.result.limited) return unknown('unsupported-tariff', 'a price limit was reached');
  if (priced.result.parts.some((part) => part.reservation)) {
    return unknown('unsupported-tariff', 'a priced reservation');
  }
  const rounding = roundingOf(plan);
  const units = billedUnits(priced.result, input);
  if (!units) return unknown('unsupported-tariff', 'a tax of unknown rate is in the price');
  const rated = units.map((unit) => rateLine(unit, vatPercent, rounding, tariff.currency));
  const vat = vatOf(sumOf(rated, tariff.currency), vatPercent, rounding);
  return {
    kind: 'rated',
    currency: tariff.currency,
    rounding,
    lines: rated.map(({ line }) => line),
    vat: rated.length === 0 ? [] : [vat],
    total: vat.gross,
    because: ratedReason(
      priced.result,
      tariff,
      rated.map(({ reason }) => reason),
    ),
  };
}

type Rated = { readonly line: RatedLine; readonly total: Money; readonly reason: LineReason };

function rateLine(unit: BilledUnit, vat: Decimal, rounding: Rounding, currency: string): Rated {
  const scaled = unitPriceOf(unit.net, vat, rounding);
  const operator = unitPriceOf(unit.operatorNet, vat, rounding);
  const unitPrice = exact(scaled, 10n ** BigInt(UNIT_PRICE_DECIMALS));
  const total = roundToMinor(multiply(unitPrice, unit.quantity), currency);
  return {
    total,
    line: {
      dimension: unit.dimension,
      quantity: toDecimal(unit.quantity),
      unit: UNIT_OF[unit.dimension],
      unitPrice: scaledToDecimal(scaled, UNIT_PRICE_DECIMALS),
      total: moneyText(total),
    },
    reason: {
      parts: unit.parts,
      operator: scaledToDecimal(operator, UNIT_PRICE_DECIMALS),
      ours: scaledToDecimal(scaled - operator, UNIT_PRICE_DECIMALS),
    },
  };
}

function sumOf(rated: readonly Rated[], currency: string): Money {
  return { minor: rated.reduce((minor, { total }) => minor + total.minor, 0n), currency };
}

function unknown(reason: UnknownPrice['reason'], detail: string): UnknownPrice {
  return { kind: 'unknown', reason, detail };
}
