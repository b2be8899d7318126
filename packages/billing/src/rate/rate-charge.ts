import {
  add,
  type ChargingPeriod,
  compare,
  type Decimal,
  type DriverPlan,
  type Exact,
  exact,
  type Instant,
  type Money,
  moneyText,
  multiply,
  roundToMinor,
  scaledToDecimal,
  subtract,
  sum,
  TARIFF_DIMENSIONS,
  type Tariff,
  type TariffDimension,
  toDecimal,
} from '@peregrine/domain';
import { type PricedSession, priceSession, sumOfKnown } from '@peregrine/pricing';
import { oddTariff } from './odd-tariff.ts';
import type { RatedCharge, RatedLine, Rounding, UnknownPrice } from './price-types.ts';
import { feeOf, roundingOf, UNIT_OF, UNIT_PRICE_DECIMALS, unitPriceOf } from './retail-price.ts';
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
  };
}

/** A quantity (kWh, hours, 1) at a net unit price that includes our fee. */
type BilledUnit = {
  readonly dimension: TariffDimension;
  readonly net: Exact;
  readonly quantity: Exact;
};

/**
 * Parts of one dimension at one price make one line; our fees join the operator's prices. Undefined
 * when the net price of a part is unknown.
 */
function billedUnits(session: PricedSession, input: RateChargeInput): BilledUnit[] | undefined {
  const fee = (dimension: TariffDimension) => feeOf(input.plan, input.site, dimension);
  const units: BilledUnit[] = [];
  for (const dimension of TARIFF_DIMENSIONS.filter((it) => it !== 'FLAT')) {
    for (const part of session.parts.filter((it) => it.dimension === dimension)) {
      if (!part.unitExclTax) return undefined;
      const net = add(part.unitExclTax, fee(dimension));
      addUnit(units, { dimension, net, quantity: part.billed });
    }
  }
  const pricedKwh = sum(
    session.parts.filter((it) => it.dimension === 'ENERGY').map((it) => it.measured),
  );
  const freeKwh = subtract(session.energyKwh, pricedKwh);
  // What the operator gives away still carries our fee per kWh.
  if (fee('ENERGY').num !== 0n && compare(freeKwh, exact(0n)) > 0) {
    addUnit(units, { dimension: 'ENERGY', net: fee('ENERGY'), quantity: freeKwh });
  }
  const flats = session.parts.filter((part) => part.dimension === 'FLAT');
  const starts = sumOfKnown(flats.map((part) => part.exclTax));
  if (!starts) return undefined;
  const flat = add(starts, fee('FLAT'));
  if (flat.num !== 0n) {
    units.push({ dimension: 'FLAT', net: flat, quantity: exact(1n) });
  }
  return units;
}

function addUnit(units: BilledUnit[], next: BilledUnit): void {
  const at = units.findIndex(
    (unit) => unit.dimension === next.dimension && compare(unit.net, next.net) === 0,
  );
  const same = units[at];
  if (!same) units.push(next);
  else units[at] = { ...same, quantity: add(same.quantity, next.quantity) };
}

type Rated = { readonly line: RatedLine; readonly total: Money };

function rateLine(unit: BilledUnit, vat: Decimal, rounding: Rounding, currency: string): Rated {
  const scaled = unitPriceOf(unit.net, vat, rounding);
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
  };
}

function sumOf(rated: readonly Rated[], currency: string): Money {
  return { minor: rated.reduce((minor, { total }) => minor + total.minor, 0n), currency };
}

function unknown(reason: UnknownPrice['reason'], detail: string): UnknownPrice {
  return { kind: 'unknown', reason, detail };
}
