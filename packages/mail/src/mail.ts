import type { Decimal, Instant, MoneyText } from '@peregrine/domain';

/** A receipt to be told by mail; times are printed in `timeZone`, the site's. */
export type ReceiptMail = {
  readonly kind: 'receipt';
  readonly to: string;
  readonly locale: string;
  /** The receipt itself. */
  readonly url: string;
  readonly number: string;
  readonly sellerName: string;
  readonly sellerLines: readonly string[];
  readonly stationName: string;
  readonly stationAddress: string;
  readonly timeZone: string;
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  readonly energyKwh: Decimal;
  readonly lines: readonly {
    readonly dimension: string;
    readonly quantity: Decimal;
    readonly unit: string;
    readonly unitPrice: Decimal;
    readonly total: MoneyText;
  }[];
  readonly vat: readonly { readonly percent: Decimal; readonly vat: MoneyText }[];
  readonly total: MoneyText;
};

/** The one-time link that signs somebody in. */
export type SignInMail = {
  readonly kind: 'sign-in';
  readonly to: string;
  readonly locale: string;
  readonly url: string;
  readonly validMinutes: number;
};

export type Mail = ReceiptMail | SignInMail;

/** A mail in words, in both forms. */
export type WordedMail = {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
};
