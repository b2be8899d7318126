import type { EvseUpdate, Folded, LocationChange } from '@peregrine/domain';
import type { Context } from '../context.ts';
import { type AcceptedChange, acceptLocationChanges } from './accept-location-changes.ts';

/** Whole EVSEs, as our own stations and older callers tell them. */
export async function acceptEvseUpdates(
  ctx: Context,
  input: { readonly partnerId: string; readonly items: readonly Folded<EvseUpdate>[] },
): Promise<AcceptedChange[]> {
  const items = input.items.map(({ value, findings }) => {
    const { party, locationId, evse } = value;
    const { lastUpdated } = evse;
    const change: LocationChange = { party, locationId, kind: 'evse-put', lastUpdated, evse };
    return { value: change, findings };
  });
  return await acceptLocationChanges(ctx, { partnerId: input.partnerId, items });
}
