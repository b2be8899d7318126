import {
  type Decimal,
  exact,
  type Instant,
  type Rounding,
  type Tariff,
  type TariffDimension,
  toDecimal,
} from '@peregrine/domain';
import type { PassedOver, PricedPart, PricedSession, PricingNote, TimeReading } from './types.ts';

/** A part as JSON: decimals unrounded, at most 10 digits; kWh, hours, or 1 for FLAT. */
export type DescribedPart = {
  readonly dimension: TariffDimension;
  readonly reservation?: true;
  readonly element: number;
  readonly component: number;
  readonly unitPrice: Decimal;
  readonly taxIncluded: Tariff['taxIncluded'];
  readonly taxPercent?: Decimal;
  readonly measured: Decimal;
  readonly billed: Decimal;
  readonly exclTax?: Decimal;
  readonly inclTax?: Decimal;
  readonly because: {
    readonly tariffId: string;
    readonly periods: readonly number[];
    readonly from: Instant;
    readonly to: Instant;
    readonly restrictions: readonly string[];
    readonly passedOver: readonly PassedOver[];
    readonly step?: { readonly size: Decimal; readonly added: Decimal };
    readonly priceRound?: Rounding;
    readonly reading: TimeReading;
  };
};

/** A computation as it is kept and shown beside a CDR. */
export type DescribedSession = {
  readonly currency: string;
  readonly parts: readonly DescribedPart[];
  readonly totalExclTax?: Decimal;
  readonly totalInclTax?: Decimal;
  readonly notes: readonly PricingNote[];
};

/** The session's price as JSON-safe texts, with every reason; unknown amounts are absent. */
export function describeSession(session: PricedSession): DescribedSession {
  return {
    currency: session.currency,
    parts: session.parts.map(describePart),
    ...(session.totalExclTax && { totalExclTax: toDecimal(session.totalExclTax) }),
    ...(session.totalInclTax && { totalInclTax: toDecimal(session.totalInclTax) }),
    notes: session.notes,
  };
}

function describePart(part: PricedPart): DescribedPart {
  const { step, ...because } = part.because;
  return {
    dimension: part.dimension,
    ...(part.reservation && { reservation: true }),
    element: part.elementIndex,
    component: part.componentIndex,
    unitPrice: part.unitPrice,
    taxIncluded: part.taxIncluded,
    ...(part.tax.kind === 'rate' && { taxPercent: part.tax.percent }),
    measured: toDecimal(part.measured),
    billed: toDecimal(part.billed),
    ...(part.exclTax && { exclTax: toDecimal(part.exclTax) }),
    ...(part.inclTax && { inclTax: toDecimal(part.inclTax) }),
    because: {
      ...because,
      ...(step && { step: { size: toDecimal(exact(step.size)), added: toDecimal(step.added) } }),
    },
  };
}
