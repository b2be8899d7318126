import { findTariffVersions, type HotClient, type Tx } from '@peregrine/db';
import type { PartyRef, Tariff } from '@peregrine/domain';
import type { Context } from '../context.ts';
import { chooseTariff } from './choose-tariff.ts';

/** A tariff version, by the row id that quotes and checks refer to. */
export type TariffVersion = { readonly versionId: string; readonly tariff: Tariff };

/**
 * The tariff of a connector at a time: of the tariffs it names, as they stood then. A tariff that we
 * first received later counts as it was first received. Undefined when none was ever received, all
 * had ended, or none is for eMSPs' drivers.
 */
export async function tariffInForce(
  ctx: Context,
  input: TariffMoment,
): Promise<TariffVersion | undefined> {
  return await findTariffInForce(ctx.db.read, input);
}

/** Which tariffs, and when. */
export type TariffMoment = {
  readonly partnerId: string;
  readonly party: PartyRef;
  readonly tariffIds: readonly string[];
  readonly at: Date;
};

/** `tariffInForce` inside a transaction. */
export async function findTariffInForce(
  transaction: Tx | HotClient,
  input: TariffMoment,
): Promise<TariffVersion | undefined> {
  const versions = await findTariffVersions(transaction, input);
  const { at } = input;
  const candidates = input.tariffIds.flatMap((tariffId) => {
    const own = versions.filter(({ body }) => body.tariffId === tariffId);
    const then = own.find(
      ({ receivedAt, endedAt }) => receivedAt <= at && (endedAt === null || endedAt > at),
    );
    const first = own.at(-1);
    const version = then ?? (first && first.receivedAt > at ? first : undefined);
    return version ? [{ versionId: version.id, tariff: version.body }] : [];
  });
  return chooseTariff(candidates, at);
}
