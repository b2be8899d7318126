import type { Decimal, WirePrice } from '@peregrine/domain';

type SentPrice = { excl_vat: Decimal; incl_vat?: Decimal | null | undefined };

/** Folds a price of the wire; an absent `incl_vat` stays unknown. */
export function foldPrice(sent: SentPrice): WirePrice {
  return {
    exclTax: sent.excl_vat,
    ...(sent.incl_vat == null ? {} : { inclTax: sent.incl_vat }),
  };
}
