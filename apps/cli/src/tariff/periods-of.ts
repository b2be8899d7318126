import {
  add,
  type Decimal,
  divide,
  type Exact,
  exact,
  multiply,
  subtract,
  ZERO,
} from '@peregrine/domain';
import {
  type DescribedPart,
  describeSession,
  type MeasuredQuantities,
  measureSession,
  type PricedPart,
  type PricedSession,
  type PriceSessionInput,
} from '@peregrine/pricing';
import {
  type AnsweredAmounts,
  type AnsweredName,
  amountsOf,
  nameOf,
  type QuantityUnit,
  tellQuantity,
  unitOf,
} from './summarise.ts';

/** A charging period of the answer, in the order of the line. */
export type AnsweredPeriod = {
  readonly index: number;
  readonly startedAt: string;
  readonly parts: readonly AnsweredShare[];
};

/** What one dimension cost in a charging period, and why; free where no component prices it. */
export type AnsweredShare = AnsweredAmounts &
  Quantities & {
    readonly dimension: AnsweredName;
    readonly element?: number;
    readonly component?: number;
    readonly unitPrice?: Decimal;
    readonly taxPercent?: Decimal;
    readonly because?: Omit<DescribedPart['because'], 'periods'>;
  };

type Quantities = { readonly [key in `${'measured' | 'billed'}${QuantityUnit}`]?: Decimal };

/**
 * What each charging period cost. A part of the price covers periods one after the other; its amount
 * is divided by what they measured, and what its step added is billed to the last of them. So the
 * periods sum to the dimensions.
 */
export function periodsOf(
  session: PricedSession,
  input: PriceSessionInput,
): readonly AnsweredPeriod[] {
  const measured = measureSession(input);
  const shares = new Map<number, AnsweredShare[]>();
  for (const [place, { because }] of describeSession(session).parts.entries()) {
    const part = session.parts[place];
    if (!part) continue;
    for (const share of sharesOf(part, measured)) {
      const list = shares.get(share.index) ?? [];
      shares.set(share.index, list);
      list.push(tellShare(part, share, because));
    }
  }
  return input.periods.map(({ startedAt }, index) => {
    const priced = shares.get(index) ?? [];
    return { index, startedAt, parts: [...priced, ...tellFree(measured[index], priced)] };
  });
}

type Share = { readonly index: number; readonly measured: Exact; readonly billed: Exact };

/** The last period's share is what is left, so that nothing is lost. */
function sharesOf(part: PricedPart, measured: readonly MeasuredQuantities[]): readonly Share[] {
  const { periods } = part.because;
  let left = { measured: part.measured, billed: part.billed };
  return periods.map((index, place) => {
    if (place === periods.length - 1) return { index, ...left };
    const own = quantityOf(nameOf(part), measured[index]);
    left = { measured: subtract(left.measured, own), billed: subtract(left.billed, own) };
    return { index, measured: own, billed: own };
  });
}

function tellShare(
  part: PricedPart,
  { measured, billed }: Share,
  // Without the periods: each of thousands would list them all.
  { periods: _all, ...because }: DescribedPart['because'],
): AnsweredShare {
  const ofAmount = (amount: Exact | undefined) => {
    if (!amount || part.billed.num === 0n) return amount;
    return divide(multiply(amount, billed), part.billed);
  };
  return {
    dimension: nameOf(part),
    element: part.elementIndex,
    component: part.componentIndex,
    unitPrice: part.unitPrice,
    ...(part.tax.kind === 'rate' && { taxPercent: part.tax.percent }),
    ...quantities(nameOf(part), measured, billed),
    ...amountsOf(ofAmount(part.exclTax), ofAmount(part.inclTax)),
    because,
  };
}

const MEASURED: readonly AnsweredName[] = ['ENERGY', 'TIME', 'PARKING_TIME', 'RESERVATION'];

/** What was measured and has no price costs nothing (OCPI 2.2.1 mod_tariffs, TariffElement). */
function tellFree(
  measured: MeasuredQuantities | undefined,
  priced: readonly AnsweredShare[],
): readonly AnsweredShare[] {
  return MEASURED.flatMap((dimension) => {
    const quantity = quantityOf(dimension, measured);
    if (quantity.num === 0n || priced.some((share) => share.dimension === dimension)) return [];
    return [{ dimension, ...quantities(dimension, quantity, ZERO), ...amountsOf(ZERO, ZERO) }];
  });
}

function quantityOf(name: AnsweredName, measured: MeasuredQuantities | undefined): Exact {
  if (!measured) return ZERO;
  switch (name) {
    case 'ENERGY':
      return measured.energyKwh;
    case 'TIME':
      return measured.timeHours;
    case 'PARKING_TIME':
      return measured.parkingHours;
    case 'SESSION_TIME':
      return add(measured.timeHours, measured.parkingHours);
    case 'RESERVATION':
      return measured.reservationHours;
    case 'FLAT':
    case 'RESERVATION_FLAT':
      return exact(1n);
  }
}

function quantities(name: AnsweredName, measured: Exact, billed: Exact): Quantities {
  const unit = unitOf(name);
  if (unit === undefined) return {};
  return {
    [`measured${unit}`]: tellQuantity(unit, measured),
    [`billed${unit}`]: tellQuantity(unit, billed),
  };
}
