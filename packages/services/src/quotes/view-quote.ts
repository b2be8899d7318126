import { findQuotableConnector, findQuote } from '@peregrine/db';
import { instantOf, moneyText, type Plug } from '@peregrine/domain';
import type { DriverContext } from '../charging/start-charge.ts';
import { ServiceError } from '../errors.ts';
import type { QuoteView } from '../views/station.ts';
import { evseLabel } from './quote-charge.ts';

/**
 * A kept quote as it was shown, also after it expired; `chargeId` when it was used. Refuses
 * not-found, also for the quote of somebody else.
 */
export async function viewQuote(
  ctx: DriverContext,
  input: { readonly quoteId: string },
): Promise<QuoteView> {
  const quote = await findQuote(ctx.db.read, input.quoteId);
  if (!quote || quote.userId !== ctx.actor.userId) {
    throw new ServiceError('not-found', 'This price is not known.');
  }
  const place = await findQuotableConnector(ctx.db.read, quote.evseRowId, quote.connectorId);
  if (!place) throw new ServiceError('not-found', 'This connector is no longer there.');
  const { currency, payment } = quote.plan;
  return {
    id: quote.id,
    stationId: place.location.id,
    stationName: place.location.name,
    evseLabel: evseLabel(place),
    ...(place.evseId === null ? {} : { evseId: place.evseId }),
    connectorId: place.connectorId,
    plug: place.plug as Plug,
    powerW: place.maxPowerW,
    price: quote.shown as QuoteView['price'],
    hold: moneyText({ minor: BigInt(payment.holdMinor), currency }),
    expiresAt: instantOf(quote.expiresAt),
    ...(quote.chargeId === null ? {} : { chargeId: quote.chargeId }),
  };
}
