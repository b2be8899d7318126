import {
  findStationById,
  findTokenOfStation,
  listStationReadings,
  type StationReadingRecord,
  type StationTransactionRecord,
} from '@peregrine/db';
import { partyRef, type Tariff, type TokenRef, type TokenType } from '@peregrine/domain';
import type { Context } from '../context.ts';
import { tariffInForce } from '../tariffs/tariff-in-force.ts';
import { type OwnPartner, type OwnPlace, ownPlace } from './own-site.ts';

/** All that a session or a CDR of a transaction says beside the transaction itself. */
export type TransactionFacts = {
  readonly token: TokenRef;
  readonly place: OwnPlace;
  readonly tariff: Tariff | undefined;
  readonly readings: readonly StationReadingRecord[];
};

/** Why a transaction cannot be told to the house at all. */
export type MissingFact = 'unknown-token' | 'unknown-place';

export async function gatherFacts(
  ctx: Context,
  own: OwnPartner,
  transaction: StationTransactionRecord,
): Promise<TransactionFacts | MissingFact> {
  const t = ctx.db.read;
  const token = await findTokenOfStation(t, transaction.tokenUid);
  if (!token) return 'unknown-token';
  const station = await findStationById(t, transaction.stationId);
  const place = station && (await ownPlace(ctx, own, station, transaction.connector));
  if (!place) return 'unknown-place';
  const { tariffIds } = place.connector;
  const tariff = await tariffInForce(ctx, {
    partnerId: own.partnerId,
    party: own.party,
    tariffIds,
    at: transaction.startedAt,
  });
  return {
    place,
    tariff: tariff?.tariff,
    readings: await listStationReadings(t, transaction.transactionId),
    token: {
      party: partyRef(token.countryCode, token.partyId),
      tokenUid: token.tokenUid,
      type: token.type as TokenType,
      contractId: token.contractId,
    },
  };
}
