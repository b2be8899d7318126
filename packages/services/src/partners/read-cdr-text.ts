import { findCdrText } from '@peregrine/db';
import type { PartyRef } from '@peregrine/domain';
import type { Context } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { checkParty } from '../locations/check-party.ts';

/**
 * A CDR as its partner sent it, as JSON text (OCPI mod_cdrs, Receiver, GET). Refuses not-found, and
 * foreign-party for a party that is not the caller's.
 */
export async function readCdrText(
  ctx: Context,
  input: { readonly partnerId: string; readonly party: PartyRef; readonly cdrId: string },
): Promise<string> {
  checkParty(ctx, input.party);
  const text = await findCdrText(ctx.db.read, input);
  if (text === undefined) throw new ServiceError('not-found', 'Unknown CDR.');
  return text;
}
