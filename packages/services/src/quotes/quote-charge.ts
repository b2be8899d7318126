import { showPrice, vatPercent } from '@peregrine/billing';
import {
  findPlan,
  findQuotableConnector,
  insertQuote,
  type QuotableConnector,
} from '@peregrine/db';
import { instantOf, moneyText, type Plug } from '@peregrine/domain';
import { PLAN_KEY } from '../charging/plan-key.ts';
import type { DriverContext } from '../charging/start-charge.ts';
import { ServiceError } from '../errors.ts';
import { tariffInForce } from '../tariffs/tariff-in-force.ts';
import type { PriceUnknownReason, QuoteView } from '../views/station.ts';

const QUOTE_LIFETIME_MS = 15 * 60_000;

/**
 * Prices a connector for a driver and keeps what was shown, with the tariff and plan versions it was
 * made of, for 15 minutes. Refuses: not-found, price-unknown with the reason (an unknown price is
 * never a free one).
 */
export async function quoteCharge(
  ctx: DriverContext,
  input: { readonly evseId: string; readonly connectorId: string },
): Promise<QuoteView> {
  const now = ctx.clock.now();
  const place = await findQuotableConnector(ctx.db.read, input.evseId, input.connectorId);
  if (!place?.location.publish) {
    throw new ServiceError('not-found', 'This connector is not known.');
  }
  const { location } = place;
  const stored = await findPlan(ctx.db.read, PLAN_KEY, now);
  if (!stored) throw new Error(`no version of plan ${PLAN_KEY} is in force`);
  const { partnerId, party } = location;
  const { tariffIds } = place;
  const inForce = await tariffInForce(ctx, { partnerId, party, tariffIds, at: now });
  if (!inForce) throw unknown(place.tariffIds.length === 0 ? 'no-tariff' : 'tariff-not-received');
  const vat = vatPercent(location.country, instantOf(now));
  const shown = showPrice({
    tariff: inForce.tariff,
    plan: stored.plan,
    site: location.partnerKind === 'internal' ? 'own' : 'partner',
    vatPercent: vat,
  });
  if (shown.kind === 'unknown') throw unknown(shown.reason);
  const expiresAt = new Date(now.getTime() + QUOTE_LIFETIME_MS);
  const id = await ctx.db.tx((tx) =>
    insertQuote(tx, {
      userId: ctx.actor.userId,
      evseRowId: place.evseRowId,
      connectorId: place.connectorId,
      tariffVersionId: inForce.versionId,
      planVersionId: stored.id,
      vatPercent: shown.vatPercent,
      shown,
      createdAt: now,
      expiresAt,
    }),
  );
  const { holdMinor } = stored.plan.payment;
  return {
    id,
    stationId: location.id,
    stationName: location.name,
    evseLabel: evseLabel(place),
    ...(place.evseId === null ? {} : { evseId: place.evseId }),
    connectorId: place.connectorId,
    plug: place.plug as Plug,
    powerW: place.maxPowerW,
    price: shown,
    hold: moneyText({ minor: BigInt(holdMinor), currency: stored.plan.currency }),
    expiresAt: instantOf(expiresAt),
  };
}

/** What is written on the EVSE: its reference, else its public id, else the operator's key. */
export function evseLabel(
  evse: Pick<QuotableConnector, 'physicalReference' | 'evseId' | 'evseUid'>,
): string {
  return evse.physicalReference ?? evse.evseId ?? evse.evseUid;
}

const SENTENCES: Readonly<Record<PriceUnknownReason, string>> = {
  'no-tariff': 'The operator has told no price for this connector.',
  'tariff-not-received': "The operator's price for this connector has not reached us.",
  'unsupported-tariff': 'The price here depends on rules that we cannot show yet.',
  'unknown-vat': 'We do not know the VAT of this country.',
  currency: 'The price here is in a currency that we do not bill.',
};

function unknown(reason: PriceUnknownReason): ServiceError {
  const text = `The price is unknown: ${SENTENCES[reason]}`;
  return new ServiceError('price-unknown', text, { cause: reason, field: reason });
}
