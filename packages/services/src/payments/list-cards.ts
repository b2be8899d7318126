import { listStoredCards } from '@peregrine/db';
import type { DriverContext } from '../charging/start-charge.ts';
import type { SavedCard } from '../ports.ts';

export type CardView = SavedCard & { readonly preferred: boolean };

/** A driver's saved cards, the one that pays first. */
export async function listCards(ctx: DriverContext): Promise<readonly CardView[]> {
  return await listStoredCards(ctx.db.read, ctx.actor.userId);
}
