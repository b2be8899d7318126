import { findStationsWithCommands } from '@peregrine/db';
import type { Context } from '../context.ts';

/** The stations of the gateway `node` for which commands wait: what a lost notification hid. */
export function stationsWithCommands(ctx: Context, input: { node: string }): Promise<string[]> {
  return findStationsWithCommands(ctx.db.read, input.node);
}
