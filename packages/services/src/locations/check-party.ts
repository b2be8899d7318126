import { type PartyRef, sameParty } from '@peregrine/domain';
import type { Context } from '../context.ts';
import { ServiceError } from '../errors.ts';

/** Refuses foreign-party when a partner speaks of an object of a party that is not its own. */
export function checkParty(ctx: Context, party: PartyRef): void {
  const { actor } = ctx;
  if (actor.kind !== 'partner' || actor.parties.some((own) => sameParty(own, party))) return;
  throw new ServiceError('foreign-party', 'This object belongs to another party.');
}
