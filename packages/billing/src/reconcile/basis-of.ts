import type { AgreementInForce, Cdr, Tariff } from '@peregrine/domain';

/**
 * The tariff by which we owe: of the agreement where it has its own prices (for a price list the one
 * with the id of the pushed tariff or of one that the CDR names, else its first), else as pushed.
 */
export function basisOf(
  cdr: Cdr,
  pushed: Tariff | undefined,
  agreement: AgreementInForce | null | undefined,
): Tariff | undefined {
  const basis = agreement?.terms.priceBasis;
  switch (basis?.kind) {
    case 'price-list': {
      const named = [
        pushed?.tariffId,
        ...cdr.periods.map(({ tariffId }) => tariffId),
        ...cdr.tariffs.map(({ tariffId }) => tariffId),
      ];
      for (const id of named) {
        const agreed = basis.tariffs.find(({ tariffId }) => tariffId === id);
        if (agreed) return agreed;
      }
      return basis.tariffs[0];
    }
    case 'product':
      return basis.tariff;
    default:
      return pushed;
  }
}
