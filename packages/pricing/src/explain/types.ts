import type { TariffDimension, TariffRestrictions } from '@peregrine/domain';
import type { PricingNoteCode } from '../price/types.ts';

export const EXPLAIN_LANGUAGES = ['en', 'de'] as const;
export type ExplainLanguage = (typeof EXPLAIN_LANGUAGES)[number];

/** What an explanation asks of a tariff: the bounds of its elements' restrictions. A Tariff is one. */
export type ExplainedTariff = {
  readonly tariffId: string;
  readonly elements: readonly { readonly restrictions?: TariffRestrictions }[];
};

export type ExplainOptions = {
  readonly language: ExplainLanguage;
  /** IANA zone of the location, in which clock times are written. */
  readonly timeZone: string;
  /** The tariffs that were priced by: with them a restriction is told with its bounds. */
  readonly tariffs?: readonly ExplainedTariff[];
};

/** What a reason is about, so that a reader can leave out what it tells in its own way. */
export type ReasonTopic =
  | 'when'
  | 'quantity'
  | 'step'
  | 'reading'
  | 'restriction'
  | 'price'
  | 'rounding'
  | 'tax'
  | 'limit'
  | 'note'
  | 'range';

/** One sentence for a person. */
export type ExplainedReason = { readonly topic: ReasonTopic; readonly text: string };

type Line = { readonly title: string; readonly reasons: readonly ExplainedReason[] };

/** Amounts as written in the language, with their currency; absent where they are unknown. */
type Amounts = { readonly exclTax?: string; readonly inclTax?: string };

/** A part of the price; `part` is its place in `PricedSession.parts`. */
export type ExplainedPart = Line &
  Amounts & {
    readonly kind: 'part';
    readonly part: number;
    readonly dimension: TariffDimension;
    readonly reservation?: true;
    /** What is billed, with its unit. */
    readonly quantity: string;
  };

/** A line of an explanation: the parts, the limits that bit, the total, then the notes. */
export type ExplainedLine =
  | ExplainedPart
  | (Line & {
      readonly kind: 'limit';
      readonly code: 'clamped-to-minimum' | 'clamped-to-maximum';
    })
  | (Line & Amounts & { readonly kind: 'total' })
  | (Line & { readonly kind: 'note'; readonly code: PricingNoteCode })
  | (Line & { readonly kind: 'range' });
