import { findPartner } from '@peregrine/db';
import type { Context } from '../context.ts';
import { need } from '../need.ts';
import { partnerConnection } from '../partners/partner-connection.ts';
import type { PartnerConnection, PartnerGateway } from '../ports.ts';

/** The way to a partner, chosen by its kind: the wire, or our own sites. */
export async function reachPartner(
  ctx: Context,
  partnerId: string,
): Promise<{ readonly gateway: PartnerGateway; readonly connection: PartnerConnection }> {
  const partner = await findPartner(ctx.db.read, partnerId);
  const gateways = need(ctx.ports.partners, 'partner gateways');
  return {
    gateway: partner?.kind === 'internal' ? gateways.internal : gateways.ocpi,
    connection: await partnerConnection(ctx, partnerId),
  };
}
