import { createHash } from 'node:crypto';
import {
  archiveReceived,
  endTariffVersions,
  type HotClient,
  insertTariffVersions,
  keepPartnerFindings,
  lockOpenTariffs,
} from '@peregrine/db';
import { type Folded, instantOf, type PartyRef, type Tariff } from '@peregrine/domain';
import type { Context } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { checkParty } from '../locations/check-party.ts';
import { believeClock } from '../partners/believe-clock.ts';
import { type PushedMessage, receivedMessages } from '../partners/received-messages.ts';

/** `kept`: a new version; `same`: its content is in force already; `stale`: older than that. */
export type AcceptedTariff = 'kept' | 'same' | 'stale';

/**
 * Takes tariffs as a partner tells them now. Each change of content is a new version, and the one
 * before ends: quotes and checks refer to versions, which never change. Refuses foreign-party.
 * With `message` the push that told them is archived in the same transaction.
 */
export async function acceptTariffs(
  ctx: Context,
  input: {
    readonly partnerId: string;
    readonly items: readonly Folded<Tariff>[];
    readonly message?: PushedMessage;
  },
): Promise<AcceptedTariff[]> {
  for (const { value } of input.items) checkParty(ctx, value.party);
  const receivedAt = ctx.clock.now();
  const believed = believeClock(input.items, receivedAt);
  const items = newestOfEach(believed);
  const accepted = await ctx.db.hot(async (client) => {
    await archiveReceived(client, receivedMessages('tariffs', input, receivedAt));
    return await keep(client, input.partnerId, items, receivedAt);
  });
  return believed.map((item) => accepted.get(item) ?? 'stale');
}

/** Ends a tariff (OCPI mod_tariffs, DELETE); its versions stay. Refuses not-found, foreign-party. */
export async function retireTariff(
  ctx: Context,
  input: { readonly partnerId: string; readonly party: PartyRef; readonly tariffId: string },
): Promise<void> {
  checkParty(ctx, input.party);
  const endedAt = ctx.clock.now();
  const found = await ctx.db.hot(async (client) => {
    const open = await lockOpenTariffs(client, input.partnerId, [input]);
    await endTariffVersions(
      client,
      open.map(({ id }) => id),
      endedAt,
    );
    return open.length > 0;
  });
  if (!found) throw new ServiceError('not-found', 'Unknown tariff.');
}

function newestOfEach(items: readonly Folded<Tariff>[]): Folded<Tariff>[] {
  const newest = new Map<string, Folded<Tariff>>();
  for (const item of items) {
    const known = newest.get(tariffKey(item.value));
    if (!known || known.value.lastUpdated <= item.value.lastUpdated)
      newest.set(tariffKey(item.value), item);
  }
  return [...newest.values()];
}

async function keep(
  client: HotClient,
  partnerId: string,
  items: readonly Folded<Tariff>[],
  receivedAt: Date,
): Promise<Map<Folded<Tariff>, AcceptedTariff>> {
  const open = new Map(
    (
      await lockOpenTariffs(
        client,
        partnerId,
        items.map(({ value }) => value),
      )
    ).map((version) => [tariffKey(version.body), version]),
  );
  const accepted = new Map<Folded<Tariff>, AcceptedTariff>();
  const ended: string[] = [];
  const versions: { tariff: Tariff; hash: string; validFrom: string }[] = [];
  for (const item of items) {
    const tariff = item.value;
    const hash = hashTariff(tariff);
    const current = open.get(tariffKey(tariff));
    const verdict = !current
      ? 'kept'
      : current.hash === hash
        ? 'same'
        : tariff.lastUpdated < current.body.lastUpdated
          ? 'stale'
          : 'kept';
    accepted.set(item, verdict);
    if (verdict !== 'kept') continue;
    if (current) ended.push(current.id);
    const validFrom = tariff.startsAt ?? (current ? instantOf(receivedAt) : tariff.lastUpdated);
    versions.push({ tariff, hash, validFrom });
  }
  await endTariffVersions(client, ended, receivedAt);
  await insertTariffVersions(client, partnerId, versions, receivedAt);
  await keepPartnerFindings(client, {
    partnerId,
    module: 'tariffs',
    objects: items.map(({ value, findings }) => ({ objectKey: tariffKey(value), findings })),
    seenAt: receivedAt,
  });
  return accepted;
}

function tariffKey({ party, tariffId }: Tariff): string {
  return `${party.countryCode}/${party.partyId}/${tariffId}`;
}

/** Of the content alone: partners raise `last_updated` with no change (ocpi/ocpi #428). */
function hashTariff({ lastUpdated: _, ...content }: Tariff): string {
  return createHash('sha256').update(canonical(content)).digest('hex');
}

/** JSON with sorted keys: the order in which a partner writes them means nothing. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value)
    .filter(([, entry]) => entry !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry)}`).join(',')}}`;
}
