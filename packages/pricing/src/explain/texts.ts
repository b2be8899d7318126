import type { Rounding, TariffDimension } from '@peregrine/domain';
import type { PricingNoteCode, TimeReading } from '../price/types.ts';
import type { QuoteFactor, UnquotableReason } from '../quote/types.ts';

/** A lower and an upper bound, written out; one of them at least. */
export type Bounds = { readonly from?: string; readonly to?: string };

/** Restrictions that belong together, told as one condition. */
export type BoundedCondition =
  | 'time-of-day'
  | 'dates'
  | 'energy'
  | 'current'
  | 'power'
  | 'duration';

/** Every sentence of an explanation, for one language; values come already written out. */
export type Texts = {
  readonly dimension: Readonly<Record<TariffDimension, string>>;
  readonly reservation: Readonly<Record<'FLAT' | 'TIME', string>>;
  readonly per: Readonly<Record<'kWh' | 'h' | 'session' | 'reservation', string>>;
  readonly total: string;
  readonly note: string;
  readonly range: string;
  /** Clock times of a part; `until` has its own day where that differs. */
  readonly between: (from: string, until: string, zone: string) => string;
  readonly at: (at: string, zone: string) => string;
  readonly billedAsMeasured: (quantity: string) => string;
  readonly measuredAndBilled: (measured: string, billed: string) => string;
  readonly once: string;
  /** `isOfSum`: the step rounds the whole session, and this part carries what that changes. */
  readonly step: (size: string, change: string, isMore: boolean, isOfSum: boolean) => string;
  readonly reading: Readonly<Record<Exclude<TimeReading, 'as-sent'>, string>>;
  readonly condition: Readonly<Record<BoundedCondition, (bounds: Bounds) => string>>;
  readonly onDays: (days: string) => string;
  readonly forReservation: (isExpired: boolean) => string;
  readonly unknownCondition: (names: string) => string;
  /** A condition whose bounds are not at hand, by the name of its group. */
  readonly unbounded: Readonly<
    Record<BoundedCondition | 'days' | 'reservation' | 'unknown', string>
  >;
  readonly applies: (conditions: string) => string;
  readonly depends: (conditions: string) => string;
  readonly passedOver: (element: number, condition: string) => string;
  readonly passedOverBy: (element: number, subject: string) => string;
  /** `sum` with its sign: `= €0.50`, or `≈ €0.0313` where more decimals follow. */
  readonly price: (unit: string, per: string, quantity: string, sum: string) => string;
  readonly flatPrice: (unit: string, per: string) => string;
  readonly rounding: (to: string, rule: Rounding['rule']) => string;
  readonly tax: {
    readonly added: (percent: string) => string;
    readonly included: (percent: string) => string;
    readonly none: string;
    readonly unknown: string;
    readonly unknownIncluded: string;
  };
  readonly totalUnknown: { readonly inclTax: string; readonly exclTax: string };
  readonly limit: Readonly<
    Record<'clamped-to-minimum' | 'clamped-to-maximum', { title: string; text: string }>
  >;
  readonly limited: {
    readonly exclTax: (from: string, to: string) => string;
    readonly inclTax: (from: string, to: string) => string;
  };
  readonly notes: Readonly<Record<PricingNoteCode, string>>;
  /** Which charging periods a note is about, counted from 1; `more` beyond those named. */
  readonly inPeriods: (periods: string, count: number, more: number) => string;
  readonly unquotable: Readonly<Record<UnquotableReason, string>>;
  readonly rangeOf: (low: string, high: string, tax: 'exclTax' | 'inclTax') => string;
  readonly fixed: string;
  readonly factor: Readonly<Record<QuoteFactor, string>>;
};
