import {
  add,
  compare,
  type DriverPlan,
  type Exact,
  exact,
  subtract,
  sum,
  TARIFF_DIMENSIONS,
  type TariffDimension,
  ZERO,
} from '@peregrine/domain';
import { type PricedSession, sumOfKnown } from '@peregrine/pricing';
import { feeOf } from './retail-price.ts';

/** A quantity (kWh, hours, 1) at a net unit price that includes our fee. */
export type BilledUnit = {
  readonly dimension: TariffDimension;
  readonly net: Exact;
  /** What the operator asks of it. */
  readonly operatorNet: Exact;
  readonly quantity: Exact;
  /** Places in the session's parts. */
  readonly parts: readonly number[];
};

/**
 * Parts of one dimension at one price make one line; our fees join the operator's prices. Undefined
 * when the net price of a part is unknown.
 */
export function billedUnits(
  session: PricedSession,
  { plan, site }: { readonly plan: DriverPlan; readonly site: 'partner' | 'own' },
): BilledUnit[] | undefined {
  const fee = (dimension: TariffDimension) => feeOf(plan, site, dimension);
  const units: BilledUnit[] = [];
  const parts = session.parts.map((part, index) => ({ ...part, index }));
  for (const dimension of TARIFF_DIMENSIONS.filter((it) => it !== 'FLAT')) {
    for (const part of parts.filter((it) => it.dimension === dimension)) {
      const operatorNet = part.unitExclTax;
      if (!operatorNet) return undefined;
      const net = add(operatorNet, fee(dimension));
      const quantity = part.billed;
      addUnit(units, { dimension, net, operatorNet, quantity, parts: [part.index] });
    }
  }
  const pricedKwh = sum(parts.filter((it) => it.dimension === 'ENERGY').map((it) => it.measured));
  const freeKwh = subtract(session.energyKwh, pricedKwh);
  // What the operator gives away still carries our fee per kWh.
  if (fee('ENERGY').num !== 0n && compare(freeKwh, ZERO) > 0) {
    const net = fee('ENERGY');
    addUnit(units, {
      dimension: 'ENERGY',
      net,
      operatorNet: ZERO,
      quantity: freeKwh,
      parts: [],
    });
  }
  const flats = parts.filter((part) => part.dimension === 'FLAT');
  const operatorNet = sumOfKnown(flats.map((part) => part.exclTax));
  if (!operatorNet) return undefined;
  const net = add(operatorNet, fee('FLAT'));
  if (net.num !== 0n) {
    const indexes = flats.map(({ index }) => index);
    units.push({ dimension: 'FLAT', net, operatorNet, quantity: exact(1n), parts: indexes });
  }
  return units;
}

function addUnit(units: BilledUnit[], next: BilledUnit): void {
  const at = units.findIndex(
    (unit) => unit.dimension === next.dimension && compare(unit.net, next.net) === 0,
  );
  const same = units[at];
  if (!same) units.push(next);
  else {
    units[at] = {
      ...same,
      quantity: add(same.quantity, next.quantity),
      parts: [...same.parts, ...next.parts],
    };
  }
}
