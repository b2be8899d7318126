import { type Decimal, type Instant, type TariffDimension, toDecimal } from '@peregrine/domain';
import type { PricedPart, PricedSession, PricingNote, TimeReading } from './types.ts';

/** A part as JSON: decimals unrounded, at most 10 digits; kWh, hours, or 1 for FLAT. */
export type DescribedPart = {
  readonly dimension: TariffDimension;
  readonly element: number;
  readonly component: number;
  readonly unitPriceExclTax: Decimal;
  readonly taxPercent?: Decimal;
  readonly measured: Decimal;
  readonly billed: Decimal;
  readonly exclTax: Decimal;
  readonly inclTax?: Decimal;
  readonly because: {
    readonly tariffId: string;
    readonly periods: readonly number[];
    readonly from: Instant;
    readonly restrictions: readonly string[];
    readonly step?: { readonly size: number; readonly added: Decimal };
    readonly reading: TimeReading;
  };
};

/** A computation as it is kept and shown beside a CDR. */
export type DescribedSession = {
  readonly currency: string;
  readonly parts: readonly DescribedPart[];
  readonly totalExclTax: Decimal;
  readonly totalInclTax?: Decimal;
  readonly notes: readonly PricingNote[];
};

/** The session's price as JSON-safe texts, with every reason; unknown amounts are absent. */
export function describeSession(session: PricedSession): DescribedSession {
  return {
    currency: session.currency,
    parts: session.parts.map(describePart),
    totalExclTax: toDecimal(session.totalExclTax),
    ...(session.totalInclTax && { totalInclTax: toDecimal(session.totalInclTax) }),
    notes: session.notes,
  };
}

function describePart(part: PricedPart): DescribedPart {
  const { step, ...because } = part.because;
  return {
    dimension: part.dimension,
    element: part.elementIndex,
    component: part.componentIndex,
    unitPriceExclTax: part.unitPriceExclTax,
    ...(part.tax.kind === 'rate' && { taxPercent: part.tax.percent }),
    measured: toDecimal(part.measured),
    billed: toDecimal(part.billed),
    exclTax: toDecimal(part.exclTax),
    ...(part.inclTax && { inclTax: toDecimal(part.inclTax) }),
    because: {
      ...because,
      ...(step && { step: { size: step.size, added: toDecimal(step.added) } }),
    },
  };
}
