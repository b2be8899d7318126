import type { Decimal, Instant, MoneyText } from '@peregrine/domain';
import type { RatedLine, RatedReason, Rounding, VatLine } from '../rate/price-types.ts';

/** A line of a document: as rated, with the rate of its VAT. */
export type InvoiceLine = RatedLine & { readonly vatPercent: Decimal };

/** Where it was charged, as the receipt prints it. */
export type DocumentStation = {
  readonly name: string;
  readonly address: string;
  readonly city: string;
  /** ISO 3166-1 alpha-2: the country whose VAT is due. */
  readonly country: string;
  readonly operatorName: string;
  readonly evseLabel: string;
  /** IANA zone in which the times are printed. */
  readonly timeZone: string;
};

/** Why the final differs from what was shown at the end of the charge. */
export type EstimateDifference = {
  /** Final minus estimate. */
  readonly amount: MoneyText;
  readonly reasonCode: 'energy' | 'time' | 'steps' | 'none';
  readonly energyDifferenceKwh?: Decimal;
};

/** An issued receipt as printed, JSON-safe and never changed. */
export type InvoiceDocument = {
  readonly number: string;
  readonly issuedAt: Instant;
  readonly seller: {
    readonly name: string;
    readonly addressLines: readonly string[];
    readonly vatId: string;
  };
  readonly driver: { readonly email: string; readonly name?: string };
  readonly station: DocumentStation;
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  readonly energyKwh: Decimal;
  readonly lines: readonly InvoiceLine[];
  readonly vat: readonly VatLine[];
  readonly total: MoneyText;
  readonly rounding: Rounding;
  /** Whether a price was shown before the start. */
  readonly quoted: boolean;
  readonly estimate?: MoneyText;
  readonly difference?: EstimateDifference;
  /** How it was computed; absent from documents that were issued without. */
  readonly because?: RatedReason;
};
