import {
  findPriceBasis,
  type HotClient,
  type PriceBasis,
  type StoredCharge,
  type Tx,
} from '@peregrine/db';
import { findTariffInForce } from '../tariffs/tariff-in-force.ts';

/**
 * What a charge is priced with (`domain/README`): the quoted versions, else the
 * tariff of its connector that was in force for our drivers at the start. Unknown stays null.
 */
export async function priceBasisOf(
  transaction: Tx | HotClient,
  charge: Pick<StoredCharge, 'id' | 'partnerId' | 'party' | 'createdAt' | 'startedAt'>,
): Promise<PriceBasis | undefined> {
  const basis = await findPriceBasis(transaction, charge);
  if (!basis || basis.quoted) return basis;
  const inForce = await findTariffInForce(transaction, {
    partnerId: charge.partnerId,
    party: charge.party,
    tariffIds: basis.tariffIds,
    at: charge.startedAt ?? charge.createdAt,
  });
  return { ...basis, tariff: inForce?.tariff ?? null };
}
