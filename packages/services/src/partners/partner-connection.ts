import { findPartner } from '@peregrine/db';
import type { Context } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { need } from '../need.ts';
import type { PartnerConnection } from '../ports.ts';

/**
 * How to reach a partner, its token decrypted. Our own party has neither token nor endpoints.
 * Refuses partner-unknown when there is no such partner or it is not connected.
 */
export async function partnerConnection(
  ctx: Context,
  partnerId: string,
): Promise<PartnerConnection> {
  const partner = await findPartner(ctx.db.read, partnerId);
  if (partner?.status !== 'connected')
    throw new ServiceError('partner-unknown', 'This operator is not connected.');
  const { name, endpoints, quirks, theirTokenSealed } = partner;
  return {
    partnerId,
    name,
    version: partner.version ?? '',
    theirToken:
      theirTokenSealed === null ? '' : need(ctx.ports.secrets, 'secrets').open(theirTokenSealed),
    endpoints,
    ourParty: ctx.seller.emspParty,
    quirks,
  };
}
