import {
  archiveReceived,
  type Batcher,
  createBatcher,
  type Database,
  findPartyNames,
  type HotClient,
  keepPartnerFindings,
  locationKey,
  lockLocations,
  type ReceivedMessage,
  writeLocations,
} from '@peregrine/db';
import type { Folded, Location, LocationChange } from '@peregrine/domain';
import type { Context } from '../context.ts';
import { believeClock } from '../partners/believe-clock.ts';
import { type PushedMessage, receivedMessages } from '../partners/received-messages.ts';
import { checkParty } from './check-party.ts';
import { locationRow } from './location-row.ts';
import { applyChange } from './merge-location.ts';
import { tellChanges, type WrittenLocation } from './tell-changes.ts';

/** `unknown`: the location, EVSE or connector was never told whole. */
export type AcceptedChange = 'kept' | 'stale' | 'unknown';

type Arrived = {
  readonly partnerId: string;
  readonly change: Folded<LocationChange>;
  readonly receivedAt: Date;
  /** The push that told it; archived with it, when what it changes is known. */
  readonly evidence: readonly ReceivedMessage[];
};
type Outcome = { readonly accepted: AcceptedChange; readonly written?: WrittenLocation };

const batchers = new WeakMap<Database, Batcher<Arrived, Outcome>>();

/**
 * Takes changes of parts of locations (PATCH, and PUT of an EVSE or connector). A change that is
 * older than its part changes nothing. Concurrent calls share transactions. Refuses foreign-party.
 */
export async function acceptLocationChanges(
  ctx: Context,
  input: {
    readonly partnerId: string;
    readonly items: readonly Folded<LocationChange>[];
    readonly message?: PushedMessage;
  },
): Promise<AcceptedChange[]> {
  for (const { value } of input.items) checkParty(ctx, value.party);
  const receivedAt = ctx.clock.now();
  const batcher = batcherOf(ctx.db);
  const { partnerId } = input;
  const evidence = receivedMessages('locations', input, receivedAt);
  const outcomes = await Promise.all(
    believeClock(input.items, receivedAt).map((change, index) =>
      batcher({ partnerId, change, receivedAt, evidence: index === 0 ? evidence : [] }),
    ),
  );
  await tellChanges(
    ctx,
    outcomes.flatMap(({ written }) => written ?? []),
  );
  return outcomes.map(({ accepted }) => accepted);
}

function batcherOf(database: Database): Batcher<Arrived, Outcome> {
  const known = batchers.get(database);
  if (known) return known;
  const batcher = createBatcher<Arrived, Outcome>({ database, flush });
  batchers.set(database, batcher);
  return batcher;
}

/** Writes a batch, a partner after the other in one order, so that batches do not deadlock. */
async function flush(client: HotClient, arrived: readonly Arrived[]): Promise<Outcome[]> {
  const outcomes = new Map<Arrived, Outcome>();
  const partners = [...new Set(arrived.map(({ partnerId }) => partnerId))].sort();
  for (const partnerId of partners) {
    const own = arrived.filter((one) => one.partnerId === partnerId);
    await flushPartner(client, partnerId, own, outcomes);
  }
  const known = arrived.filter((one) => (outcomes.get(one)?.accepted ?? 'unknown') !== 'unknown');
  await archiveReceived(
    client,
    known.flatMap(({ evidence }) => evidence),
  );
  return arrived.map((one) => outcomes.get(one) ?? { accepted: 'unknown' });
}

async function flushPartner(
  client: HotClient,
  partnerId: string,
  arrived: readonly Arrived[],
  outcomes: Map<Arrived, Outcome>,
): Promise<void> {
  const names = await findPartyNames(client, partnerId);
  const changes = arrived.map(({ change }) => change.value);
  const stored = await lockLocations(client, partnerId, changes);
  const current = new Map<string, Location>();
  for (const one of arrived) {
    const change = one.change.value;
    const key = locationKey(change.party, change.locationId);
    const result = applyChange(current.get(key) ?? stored.get(key)?.body, change);
    if (result.kind === 'merged') current.set(key, result.location);
    outcomes.set(one, { accepted: result.kind === 'merged' ? 'kept' : result.kind });
  }
  const receivedAt = new Date(Math.max(...arrived.map((one) => one.receivedAt.getTime())));
  const rows = [...current.values()].map((location) => locationRow(location, names));
  await writeLocations(client, partnerId, rows, receivedAt);
  noteWritten(partnerId, arrived, { stored, current }, outcomes);
  const observed = arrived.filter(({ change }) => change.findings.length > 0);
  await keepPartnerFindings(client, {
    partnerId,
    module: 'locations',
    objects: observed.map(({ change }) => ({
      objectKey: partKey(change.value),
      findings: change.findings,
    })),
    seenAt: receivedAt,
  });
}

/** A location that several changes of a batch touched is told once, by the last of them. */
function noteWritten(
  partnerId: string,
  arrived: readonly Arrived[],
  state: {
    readonly stored: ReadonlyMap<string, { readonly id: string; readonly body: Location }>;
    readonly current: ReadonlyMap<string, Location>;
  },
  outcomes: Map<Arrived, Outcome>,
): void {
  const last = new Map<string, Arrived>();
  for (const one of arrived) {
    const { party, locationId } = one.change.value;
    if (outcomes.get(one)?.accepted === 'kept') last.set(locationKey(party, locationId), one);
  }
  for (const [key, one] of last) {
    const [before, after] = [state.stored.get(key), state.current.get(key)];
    if (!before || !after) continue;
    const written = { id: before.id, partnerId, before: before.body, after };
    outcomes.set(one, { accepted: 'kept', written });
  }
}

function partKey(change: LocationChange): string {
  const key = locationKey(change.party, change.locationId);
  if (change.kind === 'location') return key;
  return `${key}/${change.kind === 'evse-put' ? change.evse.evseUid : change.evseUid}`;
}
