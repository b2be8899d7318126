import {
  archiveReceived,
  findPartyNames,
  type HotClient,
  keepPartnerFindings,
  locationKey,
  lockLocations,
  writeLocations,
} from '@peregrine/db';
import type { Folded, Location } from '@peregrine/domain';
import type { Context } from '../context.ts';
import { believeClock } from '../partners/believe-clock.ts';
import { type PushedMessage, receivedMessages } from '../partners/received-messages.ts';
import { checkParty } from './check-party.ts';
import { locationRow } from './location-row.ts';
import { replaceLocation } from './merge-location.ts';
import { tellChanges, type WrittenLocation } from './tell-changes.ts';

/** What became of a location that arrived: news, or older than what is stored. */
export type AcceptedLocation = 'kept' | 'stale';

const BATCH = 250;

/**
 * Takes whole locations as a partner tells them now (PUT, or a page that was pulled): the newer
 * `last_updated` wins; EVSEs that a newer one no longer names become REMOVED. Refuses foreign-party
 * when a partner sends the location of a party that is not its own, and stores nothing then.
 * With `message` the push that told them is archived in the transaction of the first of them.
 */
export async function acceptLocations(
  ctx: Context,
  input: {
    readonly partnerId: string;
    readonly items: readonly Folded<Location>[];
    readonly message?: PushedMessage;
  },
): Promise<AcceptedLocation[]> {
  for (const { value } of input.items) checkParty(ctx, value.party);
  const receivedAt = ctx.clock.now();
  const items = believeClock(input.items, receivedAt);
  const kept = new Set<Location>();
  for (let from = 0; from < items.length; from += BATCH) {
    const batch = newestOfEach(items.slice(from, from + BATCH));
    const { partnerId } = input;
    const evidence = from === 0 ? receivedMessages('locations', input, receivedAt) : [];
    const written = await ctx.db.hot(async (client) => {
      await archiveReceived(client, evidence);
      return await writeBatch(client, partnerId, batch, receivedAt);
    });
    for (const { incoming } of written) kept.add(incoming);
    await tellChanges(ctx, written);
  }
  return items.map(({ value }) => (kept.has(value) ? 'kept' : 'stale'));
}

/** One statement cannot write a row twice: of each location its newest state. */
function newestOfEach(items: readonly Folded<Location>[]): Folded<Location>[] {
  const newest = new Map<string, Folded<Location>>();
  for (const item of items) {
    const key = locationKey(item.value.party, item.value.locationId);
    const known = newest.get(key);
    if (!known || known.value.lastUpdated <= item.value.lastUpdated) newest.set(key, item);
  }
  return [...newest.values()];
}

async function writeBatch(
  client: HotClient,
  partnerId: string,
  batch: readonly Folded<Location>[],
  receivedAt: Date,
): Promise<(WrittenLocation & { readonly incoming: Location })[]> {
  const names = await findPartyNames(client, partnerId);
  const stored = await lockLocations(
    client,
    partnerId,
    batch.map(({ value }) => value),
  );
  const merged = batch.flatMap((item) => {
    const incoming = item.value;
    const before = stored.get(locationKey(incoming.party, incoming.locationId))?.body;
    const result = replaceLocation(before, incoming);
    return result.kind === 'merged' ? [{ item, before, after: result.location }] : [];
  });
  const rows = merged.map(({ after }) => locationRow(after, names));
  const ids = await writeLocations(client, partnerId, rows, receivedAt);
  const written = merged.flatMap(({ item, before, after }, index) => {
    const id = ids[index];
    return id === undefined ? [] : [{ id, partnerId, before, after, item }];
  });
  await keepPartnerFindings(client, {
    partnerId,
    module: 'locations',
    objects: written.map(({ item, after }) => ({
      objectKey: locationKey(after.party, after.locationId),
      findings: item.findings,
    })),
    seenAt: receivedAt,
  });
  return written.map(({ item, ...one }) => ({ ...one, incoming: item.value }));
}
